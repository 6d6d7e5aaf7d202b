"""The words of the demo, before any database: references that resolve, and the house's language."""

import re

import pytest

from itbiz.demo.lines import LINES
from itbiz.demo.lines_beside import OUTSIDE_LINES, SIDE_LINES
from itbiz.demo.people import PEOPLE, SIGN_INS
from itbiz.demo.projects import WALKTHROUGHS
from itbiz.demo.services import BY_LINE
from itbiz.demo.units import MANAGERS, OUTSIDE
from itbiz.demo.units_groups import GROUPS

SERVICES = [service for services in BY_LINE.values() for service in services]
CONTRACTS = [contract for entry in WALKTHROUGHS for contract in entry["contracts"]]
# Words that hide who promises what.
AVOIDED = re.compile(r"\b(the business|stakeholder|as needed|assist|outsourc|milestone|kick-off|tasks?)", re.I)
ACTIVITY = re.compile(r"^(manage|coordinate|assist|participate|handle|do)\b", re.I)


def sentences(value):
    """Yield every text in a literal."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from sentences(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from sentences(part)


@pytest.mark.parametrize("content", [LINES, OUTSIDE_LINES, SIDE_LINES, SERVICES, CONTRACTS], ids=len)
def test_no_word_hides_who_promises_what(content):
    """No text speaks of tasks, of “the business” or of help as needed."""
    assert [text for text in sentences(content) if AVOIDED.search(text)] == []


def test_services_are_named_as_results():
    """No service, need or result begins with an activity."""
    names = [service["name"] for service in SERVICES] + [contract["need"] for contract in CONTRACTS]
    assert [name for name in names if ACTIVITY.match(name)] == []


def test_sizes():
    """Twelve lines of IT, 61 services from the list and more beside it, about 40 people, two vacancies."""
    twelve = [service for line in LINES for service in BY_LINE[line["code"]]]
    assert len(LINES) == 12
    assert len(twelve) >= 61
    assert 35 <= len(PEOPLE) <= 45
    assert [unit["name"] for unit in MANAGERS + GROUPS if unit["head"] is None] == [
        "Manufacturing Applications",
        "Master Data Quality",
    ]


def test_head_counts_add_up():
    """The twelve managers' units and the CIO are the 300 people of IT; no groups are larger than their unit."""
    cio, *managers = MANAGERS
    assert sum(unit["headcount"] for unit in managers) + 1 == cio["headcount"] == 300
    for manager in managers:
        below = sum(group["headcount"] for group in GROUPS if group["parent"] == manager["code"])
        assert below <= manager["headcount"]


def test_short_names_fit_a_wall():
    """N8: at most sixteen characters."""
    assert max(len(line["short_name"]) for line in LINES + SIDE_LINES + OUTSIDE_LINES) <= 16


def test_everybody_who_heads_a_line_can_sign_in():
    """Promises are made by heads, so each head of a unit with a line is a user."""
    heads = {unit["code"]: unit["head"] for unit in MANAGERS + OUTSIDE}
    lines = LINES + SIDE_LINES + OUTSIDE_LINES
    assert {heads[line.get("unit", line["code"])] for line in lines} <= {entry["person"] for entry in SIGN_INS}


def test_codes_are_unique():
    """N1: within each kind."""
    for records in (PEOPLE, OUTSIDE + MANAGERS + GROUPS, LINES + SIDE_LINES + OUTSIDE_LINES, SERVICES):
        codes = [record["code"] for record in records]
        assert len(codes) == len(set(codes))
