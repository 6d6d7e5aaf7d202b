"""A chart of 300 rows comes in twice, the second time with changes: what happens is read before it is written."""

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import refusals, sizes_and_themes

pytestmark = pytest.mark.browser

TEXT = "Keeps what runs running, answers what is asked, and writes down what was found so that others need not ask. "


def chart(rows=300, **changes):
    """Return a chart as a CSV file; `changes` are lines in place of those with the same id."""
    lines = [
        f"im-{n};Imported {n};{f'im-{n // 7}' if n > 6 else ''};Person {n % 40};{TEXT}" for n in range(1, rows + 1)
    ]
    lines = [changes.get(line.partition(";")[0].replace("-", "_"), line) for line in lines]
    return {
        "name": "chart.csv",
        "mimeType": "text/csv",
        "buffer": "\n".join(["Id;Name;Parent;Manager;Description", *filter(None, lines)]).encode(),
    }


def bring(page, file):
    """Choose the file on the page of imports and look at it."""
    page.goto("/imports/?kind=units")
    page.locator("[name=file]").set_input_files(file)
    page.locator("[name=source]").fill("three hundred")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="What each row would become")).to_be_visible()


def rows_told(page):
    """Return what stands in the column of names of the rows shown."""
    return page.locator("#came-out tbody tr td:nth-of-type(1) b").all_inner_texts()


def undo(page, place=0):
    """Undo what was imported last, or so many imports before."""
    page.goto("/imports/")
    page.locator("section[aria-labelledby=recent] li a").nth(place).click()
    page.get_by_role("button", name="Undo this act").click()
    expect(page.get_by_text("This took back:")).to_be_visible()


def hear_working(page):
    """Keep what the first button says once it is pressed, whether it rests, and what is said to those who hear."""
    page.evaluate(
        """() => document.addEventListener("submit", ({ target, submitter }) => setTimeout(() => {
          const live = document.getElementById("live").textContent;
          sessionStorage.told ??= JSON.stringify([submitter.textContent, submitter.disabled, target.ariaBusy, live]);
        }))"""
    )


def test_a_chart_of_300_rows_comes_in_twice(page, sign_in, assert_accessible):
    sign_in(page, "nadia")
    bring(page, chart())
    expect(page.locator(".import-sum")).to_have_text("Of 300 rows 300 are new.")
    expect(page.locator("#came-out tbody tr")).to_have_count(100)
    expect(page.get_by_text("1 to 100 of 300")).to_be_visible()
    expect(page.get_by_text("Made besides: 40 people")).to_be_visible()
    hear_working(page)
    page.get_by_role("button", name="Write 300 rows").dblclick(no_wait_after=True)
    expect(page.get_by_text("Undo it")).to_be_visible()
    assert page.evaluate("JSON.parse(sessionStorage.told)") == ["Writing …", True, "true", "Writing …"]

    longer = TEXT + "Also at night."
    changes = {
        "im_290": f"im-290;Renamed;im-41;Person 1;{longer}",
        "im_300": "",
        "im_299": "im-299;Imported 299;nowhere;Person 19;",
    }
    bring(page, chart(**changes))
    assert rows_told(page) == ["Imported 299"]
    for _mode in sizes_and_themes(page):
        assert_accessible(page)
    page.get_by_role("button", name="Leave rows with errors out").click()
    page.get_by_role("link", name="changed 1").click()
    assert rows_told(page) == ["Renamed"]
    row = page.locator("#came-out tbody tr")
    for old, new in (("Imported 290", "Renamed"), ("Person 10", "Person 1")):
        expect(row.locator("dd", has_text=old)).to_have_text(f"{old} → becomes {new}")
    # A long text stands shortened around what is new, and whole behind it.
    expect(row.locator("summary ins")).to_contain_text("Also at night.")
    row.locator("summary").press("Enter")
    expect(row.get_by_text(longer.strip(), exact=True)).to_be_visible()
    for _mode in sizes_and_themes(page):
        assert_accessible(page)

    page.get_by_text("Is this everything?").click()
    page.get_by_label("Close what is missing").check()
    page.get_by_role("button", name="Look again").click()
    expect(page.locator("#missing h3")).to_have_text("Will be closed")
    expect(page.locator("#missing li")).to_contain_text("Imported 300")
    page.get_by_role("button", name="Write 1, close 1").click()
    expect(page.locator("#missing h3")).to_have_text("Closed")
    undo(page)
    undo(page, 1)


def test_a_name_that_is_taken_is_said_at_its_field(page, sign_in, window, console):
    sign_in(page, "maya")
    other = window()
    sign_in(other, "tomas")
    for somebody in (page, other):
        bring(somebody, chart(3))
        somebody.get_by_text("Use this mapping again").click()
        somebody.get_by_label("Keep this mapping as").fill("every night")
        somebody.get_by_role("button", name="Keep the mapping").click()
    expect(other.locator(".invalid-feedback")).to_contain_text("“every night” is kept by Maya")
    expect(other.get_by_label("Keep this mapping as")).to_have_value("every night")
    expect(other.get_by_label("Keep this mapping as")).to_be_focused()
    refusals(console, 422)
    page.goto("/imports/")
    page.get_by_role("button", name="Forget every night").click()
    expect(page.get_by_text("“every night” is forgotten.")).to_be_visible()


def test_without_script_it_works_the_same(window, installation):
    page = window(java_script_enabled=False)
    page.goto("/")
    page.locator("[name=username]").fill("nadia")
    page.locator("[name=password]").fill(installation.password("nadia"))
    page.get_by_role("button", name="Sign in").click()
    bring(page, chart(3, im_1="im-1;Without script;;Person 1;"))
    expect(page.locator("[aria-busy]")).to_have_count(0)
    page.get_by_text("How the columns are read").click()
    expect(page.get_by_label("“Manager” is read as")).to_be_visible()
    page.get_by_role("button", name="Write").click()
    expect(page.get_by_text("Undo it")).to_be_visible()
    undo(page)
