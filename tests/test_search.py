"""Search over everything."""

import pytest
from django.urls import reverse

from tests.cast import SYSTEM, make_line, make_person, make_service, make_vendor
from tests.pages import sign_in, statements
from walkthroughs.models import Question

STATEMENTS = 10


def found(client, text):
    """Return the names found, by heading."""
    groups = client.get(reverse("search"), {"q": text}).context["groups"]
    return {str(group["heading"]): [hit["name"] for hit in group["hits"]] for group in groups}


def test_every_kind_is_found_whatever_the_case(client, company):
    make_vendor("Database House", held_by=company.db)
    company.room(title="Database out of support")
    sign_in(client, company.olga)
    assert found(client, "DATAbase") == {
        "Lines of business": ["Database Engineering"],
        "Services": ["Database tier", "Application hosting"],
        "Units": ["Database"],
        "Walk-throughs": ["Database out of support"],
        "Vendors": ["Database House"],
    }
    assert found(client, "petersen ruth") == {"People": ["Ruth Petersen"]}
    assert found(client, "books")["Projects"] == ["Close the books in four days"]


def test_v4_nobody_finds_what_they_may_not_see(client, company):
    make_service("Hidden plan", line=company.db, publish=False)
    company.room(title="Hidden room", access="restricted")
    sign_in(client, company.olga)
    assert found(client, "hidden") == {}
    sign_in(client, company.nadia)
    assert found(client, "hidden") == {"Services": ["Hidden plan"], "Walk-throughs": ["Hidden room"]}


def test_n2_a_line_outside_it_is_found_as_such(client, company):
    make_service("Audit plan", line=make_line("Group Audit", unit=company.finance))
    sign_in(client, company.olga)
    groups = client.get(reverse("search"), {"q": "audit"}).context["groups"]
    chips = {hit["name"]: hit["chip"] for group in groups for hit in group["hits"] if hit["chip"]}
    assert chips.keys() == {"Group Audit", "Audit plan"}
    assert all("type-cl" in chip for chip in chips.values())


def test_a_count_tells_how_many_more_there_are(client, company):
    for number in range(10):
        make_service(f"Patch {number}", line=company.db)
    sign_in(client, company.olga)
    group = client.get(reverse("search"), {"q": "patch"}).context["groups"][0]
    assert (group["count"], len(group["hits"])) == (10, 8)


def test_without_words_nothing_is_asked(client, company):
    sign_in(client, company.olga)
    assert client.get(reverse("search")).context["groups"] == []


@pytest.mark.parametrize("many", [1, 3])
def test_search_takes_the_same_statements_whatever_it_finds(client, company, many):
    for number in range(many):
        make_service(f"Database {number}", line=company.db)
    sign_in(client, company.olga)
    assert statements(client, reverse("search"), q="database") == STATEMENTS


def test_v4_h6_questions_are_found_where_what_they_are_about_is_seen(client, company):
    hidden, practice = company.room(access="restricted"), company.room(mode="practice")
    asked = {
        about: Question.create(by=SYSTEM, about=about, text="Why zephyr?") for about in (company.db, hidden, practice)
    }
    for person, found in ((company.olga, [company.db]), (company.fred, [company.db, hidden])):
        sign_in(client, person)
        groups = client.get(reverse("search"), {"q": "zephyr"}).context["groups"]
        hits = [hit["url"] for group in groups for hit in group["hits"] if group["heading"] == "Questions"]
        assert sorted(hits) == [reverse("walkthroughs:question", args=[asked[about].pk]) for about in found]
    sign_in(client, company.olga)
    shown = client.get(reverse("walkthroughs:question", args=[asked[company.db].pk]))
    assert (shown.status_code, shown.url) == (302, reverse("orgchart:line", args=[company.db.pk]))


def test_people_of_one_name_are_told_apart_wherever_they_are_proposed(client, company):
    other = make_person("Ruth Petersen", email="second@example.org")
    sign_in(client, company.nadia)
    groups = client.get(reverse("search"), {"q": "petersen"}).context["groups"]
    beside = {hit["url"]: hit["beside"] for group in groups for hit in group["hits"]}
    assert beside[reverse("orgchart:person", args=[other.pk])] == f"second@example.org · {other.code}"
    assert beside[reverse("orgchart:person", args=[company.ruth.pk])] == f"Operations · {company.ruth.code}"
    proposed = client.get(reverse("orgchart:person-names"), {"head": "petersen"}).text
    assert f'<option value="Ruth Petersen ({other.code})">second@example.org · {other.code}</option>' in proposed
    alone = client.get(reverse("orgchart:person-names"), {"head": "nadia"}).text
    assert alone == f'<option value="Nadia Haddad ({company.nadia.code})"></option>'
    heads = client.get(reverse("orgchart:new-unit")).context["form"].fields["head"].choices
    labels = [label for _value, label in heads]
    assert f"Ruth Petersen ({other.code})" in labels
    assert "Nadia Haddad" in labels
