"""Pages of projects: the list, one, a new one, changing one."""

import pytest
from django.urls import reverse

from itbiz.api.lists import PAGE
from tests.cast import make_project, make_walkthrough, principal
from tests.pages import filled, statements
from walkthroughs.models import Project

pytestmark = pytest.mark.django_db

LIST_STATEMENTS = 5


def url(name, project=None):
    return reverse(f"walkthroughs:{name}", args=[project.pk] if project else [])


def titles(client, **asked):
    return [row["title"] for row in client.get(url("projects"), asked).context["rows"]]


def test_open_projects_are_listed_the_most_urgent_first_and_say_whether_they_were_walked_through(company, enter):
    make_project("A dropped one", status="dropped")
    company.room()
    make_project("Zero paper", need_by="2027-03-01")
    make_project("Two sites in one", need_by="2027-02-01")
    page = enter(company.olga).get(url("projects"))
    assert [(row["title"], row["walked"]) for row in page.context["rows"]] == [
        ("Two sites in one", False),
        ("Zero paper", False),
        ("Close the books in four days", True),
    ]
    text = page.content.decode()
    assert "<b>1 of 4</b> projects that came in were walked through" in text
    assert [(code, number) for code, _name, number in page.context["states"]] == [
        ("open", 3),
        ("done", 0),
        ("dropped", 1),
        ("", 4),
    ]


def test_projects_are_narrowed_by_state_kind_day_and_whether_they_were_walked_through(company, enter):
    make_project("A dropped one", status="dropped", kind="internal_investment")
    company.room()
    make_project("Zero paper")
    client = enter(company.olga)
    assert titles(client, status="dropped") == ["A dropped one"]
    assert titles(client, status="", walked="false") == ["A dropped one", "Zero paper"]
    assert titles(client, status="", walked="true") == ["Close the books in four days"]
    assert titles(client, status="", kind="internal_investment") == ["A dropped one"]
    assert titles(client, created_since="2100-01-01") == []
    assert titles(client, created_since="1990-01-01", walked="false") == ["Zero paper"]


@pytest.mark.parametrize(
    "asked", [{"status": "lost"}, {"walked": "perhaps"}, {"kind": "hobby"}, {"created_since": "soon"}, {"cursor": "x"}]
)
def test_a_wrong_filter_or_cursor_of_projects_is_400(company, enter, asked):
    assert enter(company.olga).get(url("projects"), asked).status_code == 400


def test_v3_a_hidden_walkthrough_marks_no_project(company, enter):
    project = make_project("Zero paper")
    make_walkthrough(project=project, access="restricted", title="Hidden one")
    client = enter(company.olga)
    assert "Zero paper" not in titles(client, walked="true")
    assert "Hidden one" not in client.get(url("project", project)).content.decode()


def test_projects_are_found_by_word(company, enter):
    make_project("Zero Päper")
    client = enter(company.olga)
    assert titles(client, q="paper") == ["Zero Päper"]
    assert titles(client, q="\0") == []
    assert "No project matches" in client.get(url("projects"), {"q": "unheard of"}).content.decode()


def test_pages_of_projects_hold_those_without_a_day_once(company, enter):
    for number in range(PAGE):
        make_project(f"Project {number:03}", need_by="2027-05-01" if number < PAGE // 2 else None)
    client = enter(company.olga)
    first = client.get(url("projects"))
    assert (len(first.context["rows"]), first.context["count"]) == (PAGE, PAGE + 1)
    second = client.get(first.context["next_url"])
    seen = [row["id"] for page in (first, second) for row in page.context["rows"]]
    assert len(set(seen)) == len(seen) == PAGE + 1
    back = client.get(second.context["previous_url"])
    assert [row["id"] for row in back.context["rows"]] == seen[:PAGE]


@pytest.mark.parametrize("projects", [1, 3])
def test_the_list_takes_the_same_statements_whatever_its_size(company, enter, projects):
    for number in range(projects):
        make_project(f"Project {number}", client=company.finance, sponsor=company.elin)
    assert statements(enter(company.fred), url("projects")) == LIST_STATEMENTS


def test_a_project_is_opened_and_shown(company, enter):
    client = enter(company.maya)
    data = filled(client.get(url("project-new")), title="Zero “paper” <b>", client=company.finance.pk)
    page = client.post(url("project-new"), data, follow=True)
    project = Project.objects.get(title="Zero “paper” <b>")
    assert page.redirect_chain[-1][0] == url("project", project)
    assert "Project opened." in page.content.decode()
    assert "paper” <b>" not in page.content.decode()


def test_p2_outsiders_read_and_do_not_write(company, enter):
    client = enter(company.olga)
    page = client.get(url("project", company.project)).content.decode()
    assert "Edit" not in page
    assert "Walk it through" not in page
    for address in (url("project-new"), url("project-edit", company.project)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"title": "Mine"}).status_code == 403


def test_two_who_change_a_project_see_both_texts(company, enter):
    client = enter(company.maya)
    data = filled(client.get(url("project-edit", company.project)), title="Mine")
    company.project.update(by=principal(company.fred), title="Theirs")
    answer = client.post(url("project-edit", company.project), data)
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert Project.objects.get(pk=company.project.pk).title == "Theirs"


def test_a_project_without_title_is_refused_in_its_form(company, enter):
    answer = enter(company.maya).post(url("project-new"), {"kind": "business", "status": "open"})
    assert answer.status_code == 422
    assert Project.objects.count() == 1
