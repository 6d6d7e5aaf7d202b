"""What the database itself refuses, and in which sentence: rows are written past the verbs here, on purpose."""

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from catalog.models import Ingredient, Service, ServiceVersion
from itbiz.audit.constraints import refusal
from itbiz.audit.record import change_set
from orgchart.models import Appointment, Line, Membership, Person, Unit, Vendor
from tests.cast import SYSTEM, make_contract, make_vendor
from walkthroughs.models import Contract, Obligation, Presence, Project, Question, Terms, Walkthrough

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(company):
    """A root that ERP was asked for, a need below it, and a second walk-through with a root of its own."""
    company.walkthrough, company.other = company.room(), company.room()
    company.root = make_contract(company.walkthrough, supplier=company.erp, asked=True)
    company.need = make_contract(company.walkthrough, parent=company.root, need="Database tier")
    company.stranger = make_contract(company.other)
    return company


def past_the_verbs(write):
    """Do a raw write inside a change set."""
    with change_set(by=SYSTEM, title="Past the verbs"):
        write()
        # Keys are checked when the set commits; a test never does.
        connection.check_constraints()


def refused(write):
    """Do a raw write inside a change set and return what the database said, as the user is told it."""
    with pytest.raises(ValidationError) as told:
        past_the_verbs(write)
    assert isinstance(told.value.__cause__, IntegrityError)
    return told.value.message_dict


def update(model, obj, **values):
    """Return a raw update of one row."""
    return lambda: model.objects.filter(pk=obj.pk).update(**values)


@pytest.mark.parametrize(
    "model", [Person, Unit, Line, Vendor, Service, Project, Walkthrough, Contract, Obligation, Question]
)
def test_n1_a_code_is_unique_in_its_kind(tree, model):
    make_vendor(held_by=tree.db)
    Obligation.create(by=SYSTEM, contract=tree.root, what="Testers")
    Question.create(by=SYSTEM, about=tree.root, text="Who decides?")
    row = model.objects.first()
    row.pk = row.user = None
    said = refused(lambda: model.objects.bulk_create([row]))
    assert said == {"code": ["This code is taken. Choose another, or leave it empty to have one made."]} or (
        model is Contract and "prime contract already" in str(said)
    )


def test_h1_no_unit_reports_to_itself(tree):
    said = refused(update(Unit, tree.it, parent=tree.it))
    assert said == {NON_FIELD_ERRORS: ["A unit cannot report to itself."]}


def test_h1_a_unit_has_one_column_for_its_parent_and_one_for_its_head():
    assert [f.name for f in Unit._meta.concrete_fields if f.is_relation] == ["parent", "head"]


def test_h2_one_root_a_walkthrough(tree):
    said = refused(update(Contract, tree.need, parent=None))
    assert said == {"walkthrough": ["This walk-through has its prime contract already. Add what it needs below it."]}


def test_h2_a_second_root_is_refused_in_bulk(tree):
    twin = Contract(walkthrough=tree.walkthrough, code="twin", number="9", mode="live")
    assert "prime contract already" in str(refused(lambda: Contract.objects.bulk_create([twin])))


def test_h2_no_parent_of_another_walkthrough(tree):
    sentence = {"parent": ["A contract hangs below one of the same walk-through."]}
    assert refused(update(Contract, tree.need, parent=tree.stranger)) == sentence
    assert refused(update(Contract, tree.need, walkthrough=tree.other)) == sentence
    child = Contract(walkthrough=tree.walkthrough, parent=tree.stranger, code="x", number="0.1", mode="live")
    assert refused(lambda: Contract.objects.bulk_create([child])) == sentence


def test_h2_no_contract_hangs_below_itself(tree):
    assert refused(update(Contract, tree.need, parent=tree.need)) == {
        NON_FIELD_ERRORS: ["A contract cannot hang below itself."]
    }


@pytest.mark.parametrize("state", ["asked", "countered", "declined"])
def test_h3_only_a_named_supplier_is_asked(tree, state):
    said = refused(update(Contract, tree.need, state=state))
    assert said == {NON_FIELD_ERRORS: ["Only a named supplier can be asked. Name the line."]}


def test_h3_a_walkthrough_has_exactly_one_client(tree):
    sentence = ["A walk-through has exactly one client: a unit or a line. Name one of them."]
    for values in ({"client_unit": None}, {"client_line": tree.erp}):
        assert refused(update(Walkthrough, tree.walkthrough, **values)) == {NON_FIELD_ERRORS: sentence}


def test_c2_where_nobody_offers_this_no_supplier_stands(tree):
    said = refused(update(Contract, tree.root, gap=True))
    assert said == {NON_FIELD_ERRORS: ["Where nobody offers this, no supplier stands. Take one of the two away."]}


def test_c4_a_vendor_stands_under_a_line(tree):
    norvik = make_vendor(held_by=tree.db)
    said = refused(update(Contract, tree.need, vendor=norvik))
    assert said == {NON_FIELD_ERRORS: ["A vendor stands under the line that holds it."]}


@pytest.mark.parametrize("kept", [("who",), ("when",), ("whom",), ("who", "when"), ("who", "whom"), ("when", "whom")])
def test_h5_a_promise_keeps_all_or_none(tree, kept):
    whole = {
        "who": ("promised_by", tree.maya),
        "when": ("promised_at", timezone.now()),
        "whom": ("on_behalf_of", tree.maya),
    }
    said = refused(update(Contract, tree.root, **dict(whole[part] for part in kept)))
    assert said == {NON_FIELD_ERRORS: ["A promise keeps who made it, when, and for whom: all of these."]}


@pytest.mark.parametrize("state", ["promised", "delivered", "accepted"])
def test_h5_no_state_of_a_promise_without_one(tree, state):
    said = refused(update(Contract, tree.root, state=state))
    assert said == {NON_FIELD_ERRORS: ["A promise keeps who made it, when, and for whom."]}


@pytest.mark.parametrize("status", ["offered", "retiring"])
def test_h9_what_is_offered_has_a_line(tree, status):
    said = refused(update(Service, tree.tier, line=None, status=status))
    assert said == {NON_FIELD_ERRORS: ["Only a draft or a retired service may be without a line. Name the line."]}


def test_v3_a_practice_is_restricted(tree):
    said = refused(update(Walkthrough, tree.walkthrough, mode="practice"))
    assert said == {NON_FIELD_ERRORS: ["A practice walk-through is always restricted."]}


@pytest.mark.parametrize("model", [Service, Terms])
@pytest.mark.parametrize("values", [{"price": "10.00"}, {"currency": "EUR"}])
def test_n4_price_and_currency_come_both_or_not_at_all(tree, model, values):
    said = refused(update(model, model.objects.first(), **values))
    assert said == {NON_FIELD_ERRORS: ["A price needs a currency, and a currency a price. Fill both or neither."]}


@pytest.mark.parametrize("model", [Service, Terms])
def test_the_lower_effort_is_not_above_the_higher(tree, model):
    said = refused(update(model, model.objects.first(), effort_low=3, effort_high=2))
    assert said == {NON_FIELD_ERRORS: ["The lower effort is above the higher one. Swap them."]}


def test_headcounts_and_steps_have_their_bounds(tree):
    assert refused(update(Unit, tree.it, headcount=-1)) == {NON_FIELD_ERRORS: ["A headcount is zero or more."]}
    said = refused(update(Walkthrough, tree.walkthrough, step=14))
    assert said == {NON_FIELD_ERRORS: ["The steps of a walk-through are 0 to 13."]}


def test_parts_stand_once(tree):
    twice = {
        "This person belongs to the unit already.": [Membership(person=tree.maya, unit=tree.it) for _ in range(2)],
        "This person is appointed here already.": [
            Appointment(person=tree.maya, unit=tree.it, kind="deputy") for _ in range(2)
        ],
        "This service is listed as an ingredient already.": [
            Ingredient(service=tree.tier, needs=tree.hosting) for _ in range(2)
        ],
        "This person is marked present already.": [Presence(walkthrough=tree.other, person=tree.maya)],
        "This version was published already.": [ServiceVersion(service=tree.tier, number=1, content={})],
        "Somebody else put terms forward just now. Read them first.": [Terms(contract=tree.root, number=1)],
        "A service cannot be an ingredient of itself.": [Ingredient(service=tree.tier, needs=tree.tier)],
    }
    for sentence, rows in twice.items():
        said = refused(lambda rows=rows: type(rows[0]).objects.bulk_create(rows))
        assert list(said.values()) == [[sentence]]


def test_n5_nothing_is_deleted_that_others_refer_to(tree):
    with pytest.raises(ValidationError) as told:
        past_the_verbs(lambda: Unit.objects.filter(pk=tree.it.pk)._raw_delete("default"))
    assert told.value.messages == ["Something this refers to does not exist any more, or is still in use."]


def test_every_constraint_says_a_sentence_of_its_own():
    from django.apps import apps

    ours = ("access", "orgchart", "catalog", "walkthroughs")
    for model in (model for model in apps.get_models() if model._meta.app_label in ours):
        for constraint in model._meta.constraints:
            assert constraint.violation_error_message != constraint.default_violation_error_message, constraint.name


def test_an_error_nobody_knows_is_still_a_sentence():
    assert refusal(IntegrityError("disk on fire")).messages == [
        "Something this refers to does not exist any more, or is still in use."
    ]


def test_the_constraints_hold_in_the_database_and_not_in_python_alone(tree):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE walkthroughs_contract SET state = 'promised' WHERE id = %s", [tree.root.pk])
