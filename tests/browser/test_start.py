"""The first page that anybody sees, in a real browser."""

import pytest

pytestmark = pytest.mark.browser


def test_sign_in_page_is_quiet_and_accessible(page, assert_accessible):
    """A visitor who is not signed in lands on the sign-in page, which says nothing on the console."""
    page.goto("/")
    assert "/sign-in/" in page.url
    assert_accessible(page)


def test_policy_allows_no_inline_script(page, console):
    """The Content-Security-Policy of a served page stops a script written into it."""
    page.goto("/sign-in/")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'broken'";
            document.head.append(script);
        }"""
    )
    assert page.title() != "broken"
    assert len(console) == 1
    assert "Content Security Policy" in console.pop()
