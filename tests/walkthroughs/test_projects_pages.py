"""Pages of projects: the list, one, a new one, changing one."""

import pytest
from django.urls import reverse

from tests.cast import make_project, make_walkthrough, principal
from tests.pages import statements
from walkthroughs.models import Project

pytestmark = pytest.mark.django_db


def url(name, project=None):
    return reverse(f"walkthroughs:{name}", args=[project.pk] if project else [])


def test_open_projects_come_first_and_say_whether_they_were_walked_through(company, enter):
    make_project("A dropped one", status="dropped")
    company.room()
    make_project("Zero paper")
    page = enter(company.olga).get(url("projects"))
    rows = [(row["title"], row["walked"]) for row in page.context["object_list"]]
    assert rows == [("Close the books in four days", True), ("Zero paper", False), ("A dropped one", False)]


def test_v3_a_hidden_walkthrough_marks_no_project(company, enter):
    project = make_project("Zero paper")
    make_walkthrough(project=project, access="restricted", title="Hidden one")
    client = enter(company.olga)
    assert {row["title"]: row["walked"] for row in client.get(url("projects")).context["object_list"]}[
        "Zero paper"
    ] is False
    assert "Hidden one" not in client.get(url("project", project)).content.decode()


def test_projects_are_found_by_word(company, enter):
    make_project("Zero Päper")
    client = enter(company.olga)
    assert [row["title"] for row in client.get(url("projects"), {"q": "paper"}).context["object_list"]] == [
        "Zero Päper"
    ]
    assert "No project matches" in client.get(url("projects"), {"q": "unheard of"}).content.decode()


def test_the_list_takes_as_many_statements_for_three_as_for_one(company, enter):
    client = enter(company.fred)
    one = statements(client, url("projects"))
    make_project("Two")
    make_project("Three")
    assert statements(client, url("projects")) == one <= 6


def test_a_project_is_opened_and_shown(company, enter):
    data = {"title": "Zero “paper” <b>", "kind": "business", "client": company.finance.pk, "status": "open"}
    page = enter(company.maya).post(url("project-new"), data, follow=True)
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
    seen = company.project.version
    company.project.update(by=principal(company.fred), title="Theirs")
    data = {"title": "Mine", "kind": "business", "status": "open", "version": seen}
    answer = client.post(url("project-edit", company.project), data)
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert Project.objects.get(pk=company.project.pk).title == "Theirs"


def test_a_project_without_title_is_refused_in_its_form(company, enter):
    answer = enter(company.maya).post(url("project-new"), {"kind": "business", "status": "open"})
    assert answer.status_code == 422
    assert Project.objects.count() == 1
