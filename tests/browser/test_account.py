"""The pages of one's account and of the REST interface, as they are looked at."""

import pytest

pytestmark = pytest.mark.browser


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
