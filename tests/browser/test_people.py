"""People and access as they are looked at: an invitation from the CIO's window into somebody's own."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


def test_somebody_is_invited_opens_the_link_and_is_signed_in_by_keyboard_alone(
    window, sign_in, assert_accessible, console
):
    cio = window()
    sign_in(cio, "nadia")
    cio.goto("/access/")
    cio.get_by_role("link", name="Invite people").focus()
    cio.keyboard.press("Enter")
    cio.get_by_label("Whom").focus()
    cio.keyboard.type("Quinn Quiet, quinn@meridian-foods.example")
    cio.keyboard.press("Tab")
    cio.keyboard.press("Space")
    cio.get_by_role("button", name="Look at it").focus()
    cio.keyboard.press("Enter")
    expect(cio.get_by_text("Nobody of the org chart has this name")).to_be_visible()
    assert_accessible(cio)
    cio.get_by_role("button", name="Make the links").focus()
    cio.keyboard.press("Enter")
    link = cio.get_by_label("Quinn Quiet").input_value()
    assert_accessible(cio)
    for theme in ("light", "dark"):
        guest = window(viewport=PHONE, color_scheme=theme)
        guest.goto(link)
        assert_accessible(guest)
        assert guest.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    guest.get_by_label("User name").focus()
    guest.keyboard.press("Control+A")
    guest.keyboard.type("quinn")
    for _field in ("Password", "Once more"):
        guest.keyboard.press("Tab")
        guest.keyboard.type("a quiet sesame 7")
    guest.keyboard.press("Enter")
    expect(guest.get_by_text("You sign in as quinn from now on.")).to_be_visible()
    expect(guest.get_by_role("heading", name="Welcome, Quinn Quiet")).to_be_visible()
    stranger = window()
    assert stranger.goto(link).status == 404
    # The browser itself says on its console that a page came with 404.
    assert "404" in console.pop()
    assert_accessible(stranger)


def test_links_are_copied_one_by_one_and_all_at_once(window, sign_in, assert_accessible):
    page = window(permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, "nadia")
    page.goto("/access/invite/")
    page.get_by_label("Whom").fill("Anna Nowak\nBo Nowak")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Make the links").click()
    links = [page.get_by_label(name, exact=True).input_value() for name in ("Anna Nowak", "Bo Nowak")]
    page.get_by_role("button", name="Copy Bo Nowak").click()
    expect(page.get_by_role("button", name="Copied Bo Nowak")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == links[1]
    page.get_by_role("button", name="Copy all").click()
    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == f"Anna Nowak\t{links[0]}\nBo Nowak\t{links[1]}\n"
    assert_accessible(page)


def test_a_contact_rotates_the_token_of_a_service_account(window, sign_in, assert_accessible):
    page = window()
    sign_in(page, "ruth")
    page.goto("/account/")
    page.get_by_role("link", name="asset-register").click()
    expect(page.get_by_text("ends in")).to_be_visible()
    page.get_by_role("button", name="Rotate").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Give the new token to the integration.")).to_be_visible()
    token = page.get_by_label("Token", exact=True).input_value()
    assert page.request.get("/api/v1/units/?limit=1", headers={"Authorization": f"Bearer {token}"}).status == 200
    assert_accessible(page)


def test_why_somebody_may_do_something_is_asked_by_name(window, sign_in, assert_accessible):
    page = window(viewport=PHONE)
    sign_in(page, "nadia")
    page.goto("/lines/7/")
    page.get_by_role("link", name="Who may do what here?").click()
    who = page.get_by_label("About whom")
    who.fill("Hamid Rez")
    page.wait_for_selector("#proposals option", state="attached")
    who.fill("Hamid Rezaei")
    who.press("Enter")
    expect(page.get_by_text("is deputy at Infrastructure & Cloud Operations").first).to_be_visible()
    assert_accessible(page)
