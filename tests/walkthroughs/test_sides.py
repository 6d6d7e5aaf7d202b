"""Who speaks for a side, and on whose behalf (rules P3, P4, U1)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.cast import SYSTEM, principal
from tests.walkthroughs.asked import child
from walkthroughs.models import Contract

pytestmark = pytest.mark.django_db


def test_p4_the_facilitators_promise_is_the_heads_and_says_so(room):
    contract = child(room, "asked")
    told = contract.promise(by=principal(room.fred))
    assert (contract.promised_by, contract.on_behalf_of) == (room.fred, room.aisha)
    assert (told.actor_name, told.on_behalf_of_name) == ("Fred Facilitator", "Aisha Okafor")


def test_p4_the_facilitator_speaks_for_a_deputy_where_the_head_is_absent(room):
    contract = child(room, "asked")
    room.walkthrough.update(by=SYSTEM, presences=[{"person": room.dora}])
    contract.promise(by=principal(room.fred))
    assert contract.on_behalf_of == room.dora


def test_p4_no_promise_on_behalf_of_somebody_who_is_absent(room):
    contract = child(room, "asked")
    room.walkthrough.update(by=SYSTEM, presences=[{"person": room.maya}])
    with pytest.raises(ValidationError) as told:
        contract.promise(by=principal(room.fred))
    sentence = (
        "Nobody of Database Engineering is marked present to say yes. Mark who is in the room, or leave it asked."
    )
    assert told.value.message_dict == {"on_behalf_of": [sentence]}
    with pytest.raises(ValidationError) as told:
        contract.counter(by=principal(room.fred), on_behalf_of=room.aisha, due=date(2027, 3, 1))
    sentence = "Aisha Okafor is not marked present. A promise is said aloud by somebody in the room."
    assert told.value.message_dict == {"on_behalf_of": [sentence]}


@pytest.mark.parametrize("actor", ["fred", "aisha"])
@pytest.mark.parametrize("named", ["maya", "ruth", "olga", "edith", "fred"])
def test_p4_h5_nobody_promises_on_behalf_of_somebody_of_another_line(room, actor, named):
    contract, person = child(room, "asked"), getattr(room, named)
    with pytest.raises(ValidationError) as told:
        contract.promise(by=principal(getattr(room, actor)), on_behalf_of=person)
    assert told.value.message_dict == {"on_behalf_of": [f"{person} does not speak for Database Engineering."]}
    assert Contract.objects.get(pk=contract.pk).state == "asked"


@pytest.mark.parametrize("actor", ["fred", "maya"])
def test_p4_nobody_agrees_on_behalf_of_the_other_side(room, actor):
    contract = child(room, "countered")
    with pytest.raises(ValidationError) as told:
        contract.agree(by=principal(getattr(room, actor)), on_behalf_of=room.aisha)
    assert told.value.message_dict == {"on_behalf_of": ["Aisha Okafor does not speak for ERP Engineering."]}


def test_u1_the_record_says_on_whose_behalf_a_deputy_acts(room):
    contract = child(room, "asked")
    told = contract.promise(by=principal(room.dora), on_behalf_of=room.aisha)
    assert (told.actor_name, told.on_behalf_of_name, told.on_behalf_of_id) == (
        "Dora Deputy",
        "Aisha Okafor",
        room.aisha.pk,
    )


def test_p4_the_facilitator_asks_for_the_sponsor_at_the_root(room):
    told = room.root.ask(by=principal(room.fred))
    assert told.on_behalf_of_name == "Elin Berg"
    room.root.withdraw(by=principal(room.fred), on_behalf_of=room.elin)
    assert room.root.state == "withdrawn"


def test_h5_terms_countered_by_the_facilitator_are_promised_for_whom_they_were_offered(room):
    contract = child(room, "asked")
    room.walkthrough.update(by=SYSTEM, presences=[{"person": room.dora}])
    contract.counter(by=principal(room.fred), on_behalf_of=room.dora, due=date(2027, 3, 1))
    contract.agree(by=principal(room.maya))
    assert (contract.promised_by, contract.on_behalf_of, contract.agreed.agreed_by) == (room.fred, room.dora, room.maya)
