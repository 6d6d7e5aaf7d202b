"""The four steps on home: what is done, what is next, what must exist first."""

import pytest
from django.urls import reverse

from itbiz.home.steps import first_steps
from tests.cast import (
    SYSTEM,
    UNDESIGNED,
    WHOLE,
    make_contract,
    make_line,
    make_person,
    make_project,
    make_service,
    make_unit,
    make_walkthrough,
    principal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    """A CIO of nothing yet."""
    return make_person("Ada Own", username="ada", roles=["cio"])


def states(ada):
    """Return the states of the steps."""
    return [step.state for step in first_steps(principal(ada))]


def counts(ada):
    """Return what the steps count."""
    return [step.count for step in first_steps(principal(ada))]


def buttons(ada):
    """Return the address of each step's button."""
    return [step.url for step in first_steps(principal(ada))]


def test_an_empty_installation_opens_on_the_chart(client, ada):
    client.force_login(ada.user)
    text = client.get(reverse("home")).content.decode()
    assert "Four steps to your own organisation" in text
    assert f'href="{reverse("imports")}?kind=units"' in text
    # What waits has no button yet, and says for what.
    assert reverse("orgchart:name-lines") not in text
    assert "First the chart" in text
    assert "The whole organisation" not in text


def test_each_step_leads_to_the_next_one(ada):
    assert states(ada) == ["next", "waits", "waits", "waits"]
    top = make_unit("IT", head=ada)
    one, two = (make_unit(name, parent=top, head=make_person(name)) for name in ("Hosting", "Desk"))
    assert states(ada) == ["done", "next", "waits", "waits"]
    assert counts(ada)[:2] == ["3 units, 0 vacant", "0 of 2 managers right below the top run a named line"]
    hosting = make_line("Hosting", unit=one, block="AS")
    assert states(ada) == ["done", "open", "next", "open"]
    make_line("Desk", unit=two, block="PS")
    assert states(ada) == ["done", "done", "next", "open"]
    draft = make_service(line=hosting, publish=False, **WHOLE)
    told = "1 of 2 lines have written services, 0 offer some. 1 service is a draft: publish it"
    assert (counts(ada)[2], buttons(ada)[2]) == (told, reverse("catalog:drafts"))
    assert states(ada) == ["done", "done", "next", "open"]
    draft.publish(by=SYSTEM, reason=UNDESIGNED)
    assert counts(ada)[2] == "1 of 2 lines have written services, 1 offer some"
    assert states(ada) == ["done", "done", "open", "next"]
    assert buttons(ada)[3] == reverse("walkthroughs:project-new")
    project = make_project("Move out")
    assert buttons(ada)[3] == f"{reverse('walkthroughs:walkthrough-new')}?project={project.pk}"
    walk = make_walkthrough(project=project, client=two, facilitator=ada)
    assert buttons(ada)[3] == reverse("walkthroughs:walkthrough", args=[walk.pk])
    root = make_contract(walk, supplier=hosting, accepted_when="It runs", buyer_provides_nothing=True)
    root.ask(by=SYSTEM)
    assert len(first_steps(principal(ada))) == 4
    root.promise(by=principal(ada))
    assert first_steps(principal(ada)) == []


def test_h6_practice_finishes_no_step(ada):
    walk = make_walkthrough(mode="practice", facilitator=ada)
    walk.close(by=SYSTEM, reason="As it stands.")
    assert len(first_steps(principal(ada))) == 4


def test_only_the_cio_is_led(client, ada):
    olga = make_person("Olga", username="olga")
    client.force_login(olga.user)
    assert client.get(reverse("home")).context["steps"] == []
