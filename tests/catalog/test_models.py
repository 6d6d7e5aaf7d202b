"""Services: drafts, publishing and retiring (rules H9, V1, V2, N1, N4)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from catalog.models import Service
from catalog.models.promises import NEEDED, PROMISED
from itbiz.access.models import PresenterLink
from itbiz.access.principals import Principal
from itbiz.audit.models import Change
from itbiz.core.days import today
from itbiz.core.errors import NotAllowed, Refused, Stale
from tests.cast import SYSTEM, UNDESIGNED, WHOLE, make_line, make_person, make_service, make_unit, principal

pytestmark = pytest.mark.django_db


def fresh(service):
    """Return the service as the database has it."""
    return Service.objects.get(pk=service.pk)


# H9: publish


def test_h9_a_service_is_born_as_a_draft(company):
    service = Service.create(by=principal(company.aisha), name="Tier", line=company.db, **WHOLE)
    assert (service.status, service.versions.count()) == ("draft", 0)


def test_h9_publishing_offers_it_and_keeps_the_text(company):
    service = make_service("Tier", line=company.db, publish=False, price=10, currency="eur", **WHOLE)
    service.publish(by=principal(company.aisha), reason=UNDESIGNED)
    version = service.versions.get()
    assert (fresh(service).status, version.number, version.published_by) == ("offered", 1, "Aisha Okafor")
    assert set(version.content) == {"name", "summary", *PROMISED}
    assert (version.content["price"], version.content["currency"]) == ("10.00", "EUR")


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("empty", ["", "  \n"])
def test_h9_nothing_is_offered_that_lacks_what_an_offer_needs(company, name, empty):
    empty = None if name == "review_due" else empty
    service = make_service("Tier", line=company.db, publish=False, **(WHOLE | {name: empty}))
    with pytest.raises(ValidationError) as told:
        service.publish(by=principal(company.aisha), reason=UNDESIGNED)
    assert told.value.message_dict == {name: ["Needed before this is offered."]}
    assert fresh(service).missing == [name]
    assert fresh(service).status == "draft"
    assert not service.versions.exists()


def test_h9_nothing_is_offered_without_a_line():
    service = make_service("Tier", publish=False, **WHOLE)
    with pytest.raises(ValidationError) as told:
        service.publish(by=SYSTEM, reason=UNDESIGNED)
    assert told.value.message_dict == {"line": ["Needed before this is offered."]}


def test_h9_all_that_is_missing_is_named_at_once(company):
    service = make_service("Tier", line=company.db, publish=False)
    with pytest.raises(ValidationError) as told:
        service.publish(by=SYSTEM, reason=UNDESIGNED)
    assert set(told.value.message_dict) == set(NEEDED) == set(service.missing)


def test_n5_a_closed_line_offers_nothing_new(company):
    service = make_service("Tier", line=company.db, publish=False, **WHOLE)
    company.tier.retire(by=SYSTEM)
    company.db.update(by=SYSTEM, status="closed")
    with pytest.raises(ValidationError) as told:
        service.publish(by=SYSTEM, reason=UNDESIGNED)
    assert told.value.message_dict == {"line": ["Database Engineering is closed. Name an active line."]}


@pytest.mark.parametrize("name", ["status", "draft"])
def test_h9_only_publish_makes_a_service_offered(company, name):
    value = {"status": "offered", "draft": {"price": "0.01", "currency": "EUR"}}[name]
    service = make_service("Other tier", line=company.db, publish=False)
    for person in (company.aisha, company.nadia):
        for write in (
            lambda by: service.update(by=by, **{name: value}),
            lambda by: Service.create(by=by, name="New", line=company.db, **WHOLE, **{name: value}),
        ):
            with pytest.raises(NotAllowed) as told:
                write(principal(person))
            assert str(told.value) == "A service is offered by publishing it, and retired by retiring it."
    assert (fresh(service).status, fresh(service).draft) == ("draft", {})


@pytest.mark.parametrize("name", ["successor", "retires_on", "id", "version", "code_of_nothing"])
def test_h9_no_other_column_is_set_past_the_verbs(company, name):
    with pytest.raises(ValidationError) as told:
        company.tier.update(by=SYSTEM, **{name: None})
    assert told.value.message_dict == {name: ["There is no such field."]}


# H9: the draft beside an offer

CHANGED = {
    "deliverable": "A bigger tier",
    "acceptance": "Two failovers",
    "included": "Backups",
    "not_included": "Licences",
    "customer_provides": "A window",
    "unit_of_sale": "core",
    "review_due": date(2028, 1, 31),
    "levels": [{"name": "Gold", "text": "15 minutes"}],
}


def test_h9_every_promise_field_is_tried():
    assert {*CHANGED, "price", "currency"} == set(PROMISED)


@pytest.mark.parametrize(
    "values", [{name: value} for name, value in CHANGED.items()] + [{"price": 5, "currency": "EUR"}]
)
def test_h9_a_promise_field_of_an_offer_changes_through_a_draft_and_publish(company, values):
    before = {name: getattr(fresh(company.tier), name) for name in values}
    company.tier.update(by=principal(company.aisha), **values)
    standing = fresh(company.tier)
    assert {name: getattr(standing, name) for name in values} == before
    assert set(standing.draft) == set(values)
    assert {name: standing.proposed(name) for name in values} == values
    standing.publish(by=principal(company.aisha))
    standing = fresh(company.tier)
    assert {name: getattr(standing, name) for name in values} == values
    assert (standing.draft, standing.versions.count()) == ({}, 2)


def test_h9_other_fields_of_an_offer_change_in_place(company):
    company.tier.update(by=principal(company.aisha), summary="For everybody", lead_time_days=5)
    assert (fresh(company.tier).summary, fresh(company.tier).draft) == ("For everybody", {})


def test_h9_what_is_put_back_leaves_the_draft(company):
    company.tier.update(by=SYSTEM, deliverable="A bigger tier", included="Backups")
    company.tier.update(by=SYSTEM, deliverable=WHOLE["deliverable"])
    assert fresh(company.tier).draft == {"included": "Backups"}


def test_h9_the_draft_is_checked_like_the_offer(company):
    for wrong, field in (
        ({"price": 5}, "currency"),
        ({"review_due": "soon"}, "review_due"),
        ({"levels": "x"}, "levels"),
    ):
        with pytest.raises(ValidationError) as told:
            company.tier.update(by=SYSTEM, **wrong)
        assert set(told.value.message_dict) == {field}
    company.tier.update(by=SYSTEM, acceptance="")
    with pytest.raises(ValidationError) as told:
        company.tier.publish(by=SYSTEM)
    assert set(told.value.message_dict) == {"acceptance"}


def test_h9_nothing_new_is_not_published_again(company):
    with pytest.raises(Refused) as told:
        company.tier.publish(by=SYSTEM)
    assert str(told.value) == "Nothing changed since Database tier was published."


def test_h9_an_import_may_bring_an_offer_that_lacks_some(company):
    imported = make_service("Imported", line=company.db, publish=False, status="offered")
    assert imported.missing == list(NEEDED)
    with pytest.raises(ValidationError):
        imported.publish(by=SYSTEM)
    imported.update(by=SYSTEM, **WHOLE)
    imported.publish(by=SYSTEM)
    assert (fresh(imported).missing, imported.versions.count()) == ([], 1)


# the ways through the states


@pytest.mark.parametrize(
    ("status", "verb", "ends"),
    [
        ("draft", "publish", "offered"),
        ("draft", "retire", Refused),
        ("offered", "retire", "retired"),
        ("retiring", "publish", Refused),
        ("retiring", "retire", "retired"),
        ("retired", "publish", Refused),
        ("retired", "retire", Refused),
    ],
)
def test_h9_a_service_goes_forward_alone(company, status, verb, ends):
    service = make_service("Tier", line=company.db, publish=False, status=status, **WHOLE)
    if isinstance(ends, str):
        getattr(service, verb)(by=principal(company.aisha), reason=UNDESIGNED)
        assert fresh(service).status == ends
    else:
        with pytest.raises(ends):
            getattr(service, verb)(by=principal(company.aisha))
        assert fresh(service).status == status


def test_retiring_on_a_date_first_and_for_good_later(company):
    company.tier.update(by=SYSTEM, deliverable="A bigger tier")
    company.tier.retire(by=SYSTEM, on=date(2027, 12, 31), successor=company.hosting)
    tier = fresh(company.tier)
    assert (tier.status, tier.retires_on, tier.successor, tier.draft) == (
        "retiring",
        date(2027, 12, 31),
        company.hosting,
        {},
    )
    tier.retire(by=SYSTEM)
    assert (fresh(tier).status, fresh(tier).successor) == ("retired", company.hosting)


def test_a_successor_is_another_offer(company):
    draft = make_service("Not yet", line=company.db, publish=False)
    for wrong in (company.tier, draft):
        with pytest.raises(ValidationError) as told:
            company.tier.retire(by=SYSTEM, successor=wrong)
        assert told.value.message_dict == {"successor": ["A successor is another service that is offered."]}


def test_h8_a_retired_text_stays(company):
    company.tier.retire(by=SYSTEM)
    with pytest.raises(Refused) as told:
        company.tier.update(by=SYSTEM, summary="Changed")
    assert str(told.value) == "Database tier is retired. Its text stays as it was."
    assert not hasattr(Service, "remove")


def test_verbs_mind_a_stale_reader(company):
    company.tier.update(by=SYSTEM, summary="Changed")
    for verb in ("publish", "retire"):
        with pytest.raises(Stale):
            getattr(fresh(company.tier).expecting(1), verb)(by=SYSTEM)


# line, parts, texts


def test_a_service_moves_to_a_line_of_another_unit_where_both_ends_allow(company):
    with pytest.raises(NotAllowed):
        company.tier.update(by=principal(company.aisha), line=company.ops)
    with pytest.raises(NotAllowed):
        company.tier.update(by=principal(company.ruth), line=company.ops)
    company.tier.update(by=principal(company.nadia), line=company.ops)
    assert fresh(company.tier).line == company.ops


def test_an_offer_does_not_lose_its_line(company):
    with pytest.raises(ValidationError) as told:
        company.tier.update(by=SYSTEM, line=None)
    assert told.value.messages == ["Only a draft or a retired service may be without a line. Name the line."]


def test_ingredients_are_other_services_each_once(company):
    for wrong in ([company.tier], [company.hosting, company.hosting]):
        with pytest.raises(ValidationError):
            company.tier.update(by=SYSTEM, ingredients=[{"needs": service} for service in wrong])
    company.tier.update(by=SYSTEM, ingredients=[{"needs": company.hosting}])
    (told,) = Change.objects.order_by("-pk")[:1]
    assert told.before["ingredients"] == []
    assert [row["needs_id"] for row in told.after["ingredients"]] == [company.hosting.pk]


@pytest.mark.parametrize(
    "levels", ["Gold", [{"name": "Gold"}], [{"name": " ", "text": ""}], [{"name": "G", "text": 1}], [7]]
)
def test_levels_are_names_and_texts(company, levels):
    with pytest.raises(ValidationError) as told:
        make_service("Tier", line=company.db, publish=False, levels=levels)
    assert told.value.message_dict == {"levels": ["Levels are a list of a name and a text each."]}


def test_n4_amounts_may_be_negative_and_currencies_are_capitals(company):
    service = make_service("Refund", line=company.db, publish=False, price=Decimal("-3.50"), currency=" eur")
    assert (fresh(service).price, fresh(service).currency) == (Decimal("-3.50"), "EUR")


# who sees


def test_v2_drafts_are_seen_by_their_writers_the_heads_above_and_the_cio(company):
    dora, edith = make_person("Dora", username="dora"), make_person("Edith", username="edith")
    carl = make_person("Carl Chief", username="carl", roles=["cio"])
    helper = make_person("Rita Reader", username="rita", roles=["reader", "facilitator", "integration"])
    appointed = [{"person": dora, "kind": "deputy"}, {"person": edith, "kind": "editor"}]
    company.db_unit.update(by=SYSTEM, appointments=appointed)
    draft = make_service("Secret plan", line=company.db, publish=False, summary="Psst")
    people = (company.nadia, company.aisha, dora, edith, carl, helper, company.maya, company.ruth, company.olga)
    seen = {p.name for p in people if draft in Service.objects.visible_to(principal(p))}
    assert seen == {"Nadia Haddad", "Aisha Okafor", "Dora", "Edith", "Carl Chief"}
    found = {p.name for p in people if Service.objects.visible_to(principal(p)).matching("psst").exists()}
    assert found == seen
    company.tier.update(by=SYSTEM, deliverable="Psst")
    drafts = {p.name for p in people if fresh(company.tier).draft_for(principal(p))}
    assert drafts == seen
    assert company.tier not in Service.objects.visible_to(principal(company.olga)).matching("psst")


def test_v2_a_draft_without_a_line_is_the_cios(company):
    orphan = make_service("Orphan", publish=False)
    seen = [p.name for p in (company.nadia, company.aisha) if orphan in Service.objects.visible_to(principal(p))]
    assert seen == ["Nadia Haddad"]


def test_v1_what_is_offered_retiring_or_retired_is_seen_by_everyone_signed_in(company):
    line = make_line("Archive", unit=make_unit("Archive unit"))
    made = {make_service(status, line=line, publish=False, status=status) for status in Service.Status.values}
    seen = set(Service.objects.visible_to(principal(company.olga))) & made
    assert {service.status for service in seen} == {"offered", "retiring", "retired"}
    room = company.room()
    link = PresenterLink.issue(by=SYSTEM, subject=room, permission="walkthroughs.present_walkthrough")
    for by in (Principal.nobody(), Principal.of_link(link)):
        assert not Service.objects.visible_to(by).exists()


def test_a_new_service_without_a_walk_through_that_designed_it_takes_a_reason_which_is_kept(company):
    aisha = principal(company.aisha)
    service = make_service("Read replica", line=company.db, publish=False, **WHOLE)
    for reason in ("", "  "):
        with pytest.raises(ValidationError) as told:
            service.publish(by=aisha, reason=reason)
        assert told.value.message_dict == {
            "reason": ["No walk-through designed it. Say why it is offered nevertheless: the reason is kept."]
        }
    told = service.publish(by=aisha, reason="  The auditors asked for it today. ")
    assert told.reason == "  The auditors asked for it today. "
    assert fresh(service).undesigned_because == "The auditors asked for it today."
    service.update(by=aisha, acceptance="Tested twice")
    service.publish(by=aisha)
    assert fresh(service).undesigned_because == "The auditors asked for it today."


def test_h9_an_imported_offer_is_published_without_a_reason(company):
    imported = Service.create(by=SYSTEM, name="Loaded", line=company.db, status="offered", **WHOLE)
    imported.publish(by=principal(company.aisha))
    assert fresh(imported).undesigned_because == ""


def test_a_review_sets_the_next_day_and_keeps_no_version(company):
    company.tier.update(by=SYSTEM, review_due="2027-07-31", acceptance="Restored")
    told = company.tier.review(by=principal(company.aisha), review_due=date(2099, 1, 31), reason="Still sold")
    tier = fresh(company.tier)
    assert (tier.review_due, tier.draft, tier.versions.count()) == (date(2099, 1, 31), {"acceptance": "Restored"}, 1)
    change = told.changes.get()
    assert (change.act, told.title, told.reason) == ("review", "Database tier reviewed", "Still sold")


def test_a_review_names_a_day_to_come_and_is_of_what_is_offered(company):
    aisha = principal(company.aisha)
    with pytest.raises(ValidationError, match="Name a day to come"):
        company.tier.review(by=aisha, review_due=today())
    draft = make_service("Read replica", line=company.db, publish=False)
    with pytest.raises(Refused, match="Only what is offered is reviewed"):
        draft.review(by=aisha, review_due=date(2099, 1, 31))
    with pytest.raises(NotAllowed):
        company.tier.review(by=principal(company.maya), review_due=date(2099, 1, 31))
