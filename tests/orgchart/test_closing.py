"""Closing units and lines: nothing that others hang on ends first (N5)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from itbiz.core.days import today
from itbiz.core.errors import NotAllowed, Refused
from orgchart.models import Unit
from tests.cast import SYSTEM, make_contract, make_line, make_service, make_unit, principal

pytestmark = pytest.mark.django_db

PROMISE = {"accepted_when": "A failover test passes", "buyer_provides_nothing": True}


def fresh(row):
    """Return a row as the database has it."""
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def promised(company):
    """A contract that ERP promised to Finance."""
    contract = make_contract(company.room(), supplier=company.erp, **PROMISE)
    contract.ask(by=SYSTEM)
    contract.promise(by=principal(company.maya))
    return contract


def test_n5_a_unit_on_which_nothing_hangs_is_closed_and_told(company):
    unit = make_unit("Storage", parent=company.db_unit)
    told = unit.close(by=principal(company.aisha), reason="Merged")
    assert fresh(unit).status == "closed"
    assert (told.title, told.reason, told.changes.get().act) == ("Storage closed", "Merged", "close")
    with pytest.raises(Refused, match="Storage is closed already"):
        fresh(unit).close(by=SYSTEM)


def test_n5_a_unit_with_active_units_or_lines_stays_open(company):
    for name in "ABCDEF":
        make_unit(f"Unit {name}", parent=company.db_unit)
    with pytest.raises(Refused) as told:
        company.db_unit.close(by=SYSTEM)
    assert str(told.value) == (
        "Units report to it: Unit A, Unit B, Unit C, Unit D, Unit E …. Move or close them first. "
        "It runs lines of business: Database Engineering. Close them, or move them to another unit first."
    )
    for unit in company.db_unit.children.all():
        unit.close(by=SYSTEM)
    company.tier.retire(by=SYSTEM)
    company.db.update(by=SYSTEM, status="closed")
    company.db_unit.close(by=SYSTEM)
    assert fresh(company.db_unit).status == "closed"


def test_n5_a_line_that_offers_something_stays_open(company):
    make_service("Draft tier", line=company.db, publish=False)
    sentence = "It offers services: Database tier. Retire them, or hand them over to another line first."
    with pytest.raises(ValidationError) as told:
        company.db.update(by=SYSTEM, status="closed")
    assert told.value.message_dict == {"status": [sentence]}
    company.tier.retire(by=SYSTEM, on=today() + timedelta(days=30))
    with pytest.raises(ValidationError):
        fresh(company.db).update(by=SYSTEM, status="closed")
    company.tier.update(by=SYSTEM, line=company.ops)
    fresh(company.db).update(by=SYSTEM, status="closed")
    assert fresh(company.db).status == "closed"


def test_n5_an_update_closes_no_unit_on_which_something_hangs(company):
    company.ops.update(by=SYSTEM, unit=company.it)
    with pytest.raises(ValidationError) as told:
        company.erp_unit.update(by=SYSTEM, status="closed")
    sentence = "It runs lines of business: ERP Engineering. Close them, or move them to another unit first."
    assert told.value.message_dict == {"status": [sentence]}
    company.ops_unit.update(by=SYSTEM, status="closed")
    assert fresh(company.ops_unit).status == "closed"


def test_n5_a_line_with_promises_in_force_stays_open(company, promised):
    sentence = ["1 promise is in force. Reassign, cancel or accept it first."]
    with pytest.raises(ValidationError) as told:
        company.erp.update(by=SYSTEM, status="closed")
    assert told.value.message_dict == {"status": sentence}
    promised.deliver(by=principal(company.maya))
    with pytest.raises(ValidationError):
        fresh(company.erp).update(by=SYSTEM, status="closed")
    promised.accept(by=principal(company.elin))
    fresh(company.erp).update(by=SYSTEM, status="closed")
    assert fresh(company.erp).status == "closed"


def test_n5_a_client_that_waits_for_a_promise_stays_open(company, promised):
    with pytest.raises(Refused, match="1 promise is in force"):
        company.finance.close(by=SYSTEM)
    promised.amend(by=principal(company.elin), need="In three days")
    with pytest.raises(Refused, match="1 promise is in force"):
        company.finance.close(by=SYSTEM)


def test_h6_a_promise_in_practice_holds_nothing(company):
    contract = make_contract(company.room(mode="practice"), supplier=company.erp, **PROMISE)
    contract.ask(by=SYSTEM)
    contract.promise(by=principal(company.maya))
    company.erp.update(by=SYSTEM, status="closed")
    company.finance.close(by=SYSTEM)
    assert Unit.objects.get(pk=company.finance.pk).status == "closed"


def test_n5_nothing_comes_below_a_closed_unit(company):
    gone, unit = make_unit("Gone"), make_unit("Storage")
    gone.close(by=SYSTEM)
    sentence = {"parent": ["Gone is closed. Choose an active unit."]}
    for act in (
        lambda: make_unit("New", parent=gone),
        lambda: unit.update(by=SYSTEM, parent=gone),
        lambda: unit.move(by=SYSTEM, parent=gone),
    ):
        with pytest.raises(ValidationError) as told:
            act()
        assert told.value.message_dict == sentence
    with pytest.raises(ValidationError):
        make_line("Archive", unit=gone)


def test_p1_a_unit_is_closed_by_the_cio_and_a_head_above(company):
    unit = make_unit("Storage", parent=company.db_unit)
    for person in (company.ruth, company.olga, company.fred):
        with pytest.raises(NotAllowed):
            unit.close(by=principal(person))
    unit.close(by=principal(company.nadia))
    assert fresh(unit).status == "closed"
