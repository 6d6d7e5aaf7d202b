"""What buyers provide, in the editor: how it stands, who said so, and who may say so (C7, P3, P4)."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import make_contract, principal
from tests.pages import filled
from tests.walkthroughs.asked import WHOLE, child
from walkthroughs.models import Contract, Obligation

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty(room):
    """What ERP owes Database for a promise."""
    fields = {"buyer_provides_nothing": False, "obligations": [{"what": "Sizing inputs", "due": date(2020, 2, 1)}]}
    contract = child(room, "promised", **fields)
    assert contract.state == "promised"
    return Obligation.objects.get()


def settle(duty, verb):
    return f"/obligations/{duty.pk}/{verb}/?version={duty.version}"


def text_of(client, duty):
    return client.get(duty.contract.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("person", "verbs"),
    [("maya", ["provide"]), ("aisha", ["release"]), ("fred", ["provide", "release"]), ("olga", [])],
)
def test_c7_p3_each_side_has_its_button(room, enter, duty, person, verbs):
    text = text_of(enter(getattr(room, person)), duty)
    assert [verb for verb in ("provide", "release") if f'formaction="/obligations/{duty.pk}/{verb}/' in text] == verbs
    assert "is-late" in text
    done = {"provide": 403, "release": 403} | dict.fromkeys(verbs, 302)
    client = enter(getattr(room, person))
    for verb, status in done.items():
        assert client.post(settle(duty, verb)).status_code in ((302, 409) if status == 302 else (403,))


def test_c7_what_was_settled_says_who_and_offers_nothing(room, enter, duty):
    client = enter(room.maya)
    settled = client.post(settle(duty, "provide"))
    assert (settled.status_code, settled.url) == (302, duty.contract.get_absolute_url())
    text = text_of(client, duty)
    assert "is-provided" in text
    assert "Maya Lindqvist, " in text
    assert "formaction" not in text.split("duties-list")[1].split("</ul>")[0]
    again = client.post(settle(duty, "provide"))
    assert (again.status_code, "“Sizing inputs” is provided already." in again.content.decode()) == (409, True)


def test_p4_a_facilitator_says_it_for_the_side(room, enter, duty):
    enter(room.fred).post(settle(duty, "release"))
    assert "Aisha Okafor, " in text_of(enter(room.olga), duty)


def test_a_stale_reader_and_a_stranger_settle_nothing(room, enter, duty):
    assert enter(room.maya).post(f"/obligations/{duty.pk}/provide/?version=99").status_code == 409
    assert enter(room.maya).post(f"/obligations/{duty.pk}/provide/").status_code == 422
    assert enter(room.maya).post(f"/obligations/{duty.pk}/forget/").status_code == 404
    assert Obligation.objects.get().state == "owed"


def test_c7_the_buyer_says_what_meets_it(room, enter, duty):
    theirs = make_contract(room.walkthrough, parent=room.root, supplier=room.ops, need="Sizing measured", **WHOLE)
    make_contract(room.walkthrough, parent=theirs, supplier=room.db, need="Below", **WHOLE)
    address = reverse("walkthroughs:duty-meet", args=[duty.pk])
    assert enter(room.aisha).get(address).status_code == 403
    client = enter(room.maya)
    assert address in text_of(client, duty)
    page = client.get(address)
    assert list(page.context["form"].fields["met_by"].queryset) == [theirs]
    done = client.post(address, filled(page, met_by=theirs.pk))
    assert (done.status_code, Obligation.objects.get().met_by) == (302, theirs)
    assert theirs.code in text_of(client, duty)


def test_what_sounds_like_a_duty_is_proposed_first(room, enter, duty):
    other = make_contract(room.walkthrough, parent=room.root, supplier=room.db, need="Backups", **WHOLE)
    theirs = make_contract(room.walkthrough, parent=room.root, supplier=room.ops, need="Sizing measured", **WHOLE)
    page = enter(room.maya).get(reverse("walkthroughs:duty-meet", args=[duty.pk]))
    groups = page.context["form"].fields["met_by"].choices[1:]
    assert [(str(name), [pk for pk, _label in rows]) for name, rows in groups] == [
        ("Sounds like it", [theirs.pk]),
        ("All others", [other.pk]),
    ]


def test_nothing_is_offered_for_a_contract_that_ended(room, enter, duty):
    Contract.objects.get(pk=duty.contract_id).cancel(by=principal(room.maya), reason="Not needed")
    text = text_of(enter(room.maya), duty)
    assert "is-released" in text
    assert "formaction" not in text.split("duties-list")[1].split("</ul>")[0]
