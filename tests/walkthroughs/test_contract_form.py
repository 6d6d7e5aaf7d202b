"""The form of one contract: what was changed, measured against what its writer saw."""

from datetime import date

import pytest

from itbiz.core.errors import Stale
from tests.cast import SYSTEM, make_contract, make_vendor, principal
from tests.walkthroughs.asked import child
from walkthroughs.contract_form import ContractForm
from walkthroughs.models import Contract, Obligation

pytestmark = pytest.mark.django_db


def form_of(room, contract, by=None, **data):
    contract = Contract.objects.get(pk=contract.pk)
    return ContractForm(data or None, contract=contract, principal=principal(by or room.fred))


def valid(form):
    assert form.is_valid(), form.errors
    return form


def test_only_changed_fields_are_written(room):
    contract = child(room)
    form = valid(form_of(room, contract, need="New words", **{"initial-need": "Old", "initial-due": ""}))
    assert form.values == {"need": "New words"}


def test_a_field_that_was_not_shown_is_not_cleared(room):
    contract = child(room, due=date(2027, 5, 1))
    assert valid(form_of(room, contract, version=contract.version)).values == {}


def test_an_emptied_date_is_cleared(room):
    contract = child(room, due=date(2027, 5, 1))
    form = valid(form_of(room, contract, due="", **{"initial-due": "2027-05-01"}))
    assert form.values == {"due": None}
    form.save(by=principal(room.fred))
    assert Contract.objects.get(pk=contract.pk).terms.due is None


def test_c4_a_vendors_name_names_the_line_that_holds_it(room):
    vendor = make_vendor("Norvik", held_by=room.ops)
    need = make_contract(room.walkthrough, parent=room.root)
    form = valid(form_of(room, need, supplier="norvik", **{"initial-supplier": ""}))
    assert form.values == {"vendor": vendor, "supplier": room.ops}


def test_another_supplier_takes_service_and_vendor_off(room):
    contract = make_contract(room.walkthrough, parent=room.root, service=room.tier)
    form = valid(form_of(room, contract, supplier="Cloud Operations", **{"initial-supplier": "Database Engineering"}))
    form.save(by=principal(room.fred))
    contract = Contract.objects.get(pk=contract.pk)
    assert (contract.supplier, contract.service) == (room.ops, None)


def test_an_emptied_supplier_makes_a_need_again(room):
    form = valid(form_of(room, child(room), supplier="", **{"initial-supplier": "Database Engineering"}))
    form.save(by=principal(room.fred))
    assert Contract.objects.get(pk=form.contract.pk).supplier is None


def test_price_without_currency_is_refused_and_nothing_stays(room):
    contract = child(room, "asked")
    form = valid(form_of(room, contract, price="12.50", deliverable="Better", **{"initial-price": ""}))
    with pytest.raises(Exception, match="urrency"):
        form.save(by=principal(room.aisha))
    assert Contract.objects.get(pk=contract.pk).terms.deliverable != "Better"


def test_an_old_version_is_stale_even_where_nothing_was_changed(room):
    contract = child(room)
    form = valid(form_of(room, contract, version=contract.version))
    contract.update(by=SYSTEM, need="Theirs")
    with pytest.raises(Stale):
        form.save(by=principal(room.fred))


def test_a_clash_about_the_supplier_names_both(room):
    contract = child(room)
    data = {"supplier": "Cloud Operations", "initial-supplier": "Database Engineering", "version": contract.version}
    contract.update(by=SYSTEM, supplier=room.erp)
    form = valid(form_of(room, contract, **data))
    with pytest.raises(Stale) as clash:
        form.save(by=principal(room.fred))
    form.clash(clash.value.record)
    assert form.theirs == [("supplier", "ERP Engineering")]
    assert form["supplier"].value() == "Cloud Operations"


def test_more_than_the_six_fields_stand_behind_the_disclosure(room):
    form = form_of(room, child(room, "asked"))
    assert [field.name for field in form.main] == ["deliverable", "accepted_when", "not_included", "due"]
    assert form.nothing.name == "buyer_provides_nothing"
    assert form.more[0].name == "conditions"


def test_obligations_stand_in_order_with_an_empty_pair_last(room):
    contract = child(room)
    Obligation.create(by=SYSTEM, contract=contract, what="One")
    Obligation.create(by=SYSTEM, contract=contract, what="Two", due=date(2027, 1, 1))
    rows = form_of(room, contract).duty_rows
    assert [(what.value(), by.value()) for what, by in rows] == [("One", None), ("Two", date(2027, 1, 1)), (None, None)]
