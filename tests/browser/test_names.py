"""A field that names a person, a line or a supplier proposes names as one types, wherever it stands."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("address", "field", "typed", "name"),
    [
        ("/contracts/35/answer/?do=decline", "whose", "database", "Database & Infrastructure Engineering"),
        ("/questions/about/line/1/", "decider", "okaf", "Aisha Okafor"),
        ("/walkthroughs/1/", "decider", "okaf", "Aisha Okafor"),
        ("/asks/", "supplier", "database", "Database & Infrastructure Engineering"),
        ("/agreements/", "buyer", "database", "Database & Infrastructure Engineering"),
    ],
)
def test_a_field_proposes_names(page, sign_in, address, field, typed, name):
    sign_in(page, "nadia")
    page.goto(address)
    field = page.locator(f"[name={field}]").first
    with page.expect_response("**/names/**"):
        # What is typed is heard, whether or not what the field stands in is open.
        field.evaluate("(field, typed) => { field.value = typed; }", typed)
        field.dispatch_event("input")
    kind = field.get_attribute("data-names")
    assert field.get_attribute("list") == f"{kind}-names"
    expect(page.locator(f"#{kind}-names option[value='{name}']")).to_have_count(1)
