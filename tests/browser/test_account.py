"""The pages of one's account and of the REST interface, as they are looked at."""

import pytest

SIZES = [(1920, 1080, "light"), (390, 844, "dark")]
PAGES = ["/account/", "/account/password/", "/api/v1/docs/"]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "height", "scheme"), SIZES)
def test_pages_are_quiet_fit_and_accessible(window, sign_in, assert_accessible, console, width, height, scheme):
    page = window(viewport={"width": width, "height": height}, color_scheme=scheme)
    sign_in(page, "nadia")
    for address in PAGES:
        page.goto(address)
        page.locator("main details summary").evaluate_all("all => all.slice(0, 2).forEach(one => one.click())")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert console == []
        assert_accessible(page)
        # axe brings styles of its own, which our policy refuses: that is not the page speaking.
        console.clear()


def test_a_token_made_on_the_page_reads_over_rest(window, sign_in, installation):
    page = window()
    sign_in(page, "nadia")
    page.goto("/account/")
    page.get_by_label("What it is for").fill("Reports")
    page.get_by_label("read the organisation", exact=True).check()
    page.get_by_role("button", name="Make the token").click()
    token = page.get_by_label("Token", exact=True).input_value()
    headers = {"Authorization": f"Bearer {token}"}
    reply = page.request.get("/api/v1/units/?limit=1", headers=headers)
    assert reply.status == 200
    assert page.request.get("/api/v1/services/", headers=headers).status == 403
    page.goto("/account/")
    page.get_by_role("button", name="Revoke Reports").click()
    assert page.get_by_text("Reports opens nothing any more.").is_visible()
    assert page.request.get("/api/v1/units/", headers=headers).status == 401
