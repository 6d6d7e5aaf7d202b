"""Services from a file (rules I2, I3, H9)."""

import pytest

from catalog.models import Service
from itbiz.core.errors import Refused
from itbiz.exchange import kinds
from itbiz.exchange.run import run
from itbiz.exchange.tables import parse
from itbiz.exchange.verdicts import Verdict
from tests.cast import SYSTEM, WHOLE, make_service, principal
from tests.exchange.files import load, said

pytestmark = pytest.mark.django_db


def notes(report):
    """Return the sentences of the notes about rows."""
    return [note.sentence for note in report.notes if note.row]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("live ga partial_ga introduction Growth MATURE", "offered"),
        ("decline deprecated", "retiring"),
        ("retired eliminated archived", "retired"),
        ("draft beta alpha experimental not_implemented", "draft"),
    ],
)
def test_i3_status_words(company, words, status):
    rows = "\n".join(f"s{number},db,S,{word}" for number, word in enumerate(words.split()))
    load("services", f"service_id,unit,service,status\n{rows}\ntwo,db,S,\nthree,db,S,In development")
    loaded = Service.objects.filter(code__startswith="s").values_list("status", flat=True)
    assert set(loaded) == {status}
    assert set(Service.objects.filter(code__in=["two", "three"]).values_list("status", flat=True)) == {"draft"}


@pytest.mark.parametrize(
    ("word", "status"),
    [("In Betrieb", "offered"), ("abgekündigt", "retiring"), ("Außer Betrieb", "retired"), ("in Entwicklung", "draft")],
)
def test_i3_status_words_of_german_files(company, word, status):
    load("services", f"service_id,unit,service,status\na,db,A,{word}")
    assert Service.objects.get(code="a").status == status


def test_i3_a_german_word_of_another_kind_of_row_stays_an_error(company):
    report = load("services", "service_id,unit,service,status\na,db,A,offen")
    assert said(report)[0].startswith("row 2, column status: “offen” is not a word this column knows.")


@pytest.mark.parametrize(
    ("word", "status", "noted"),
    [("live", "draft", 1), ("deprecated", "draft", 1), ("retired", "retired", 0), ("beta", "draft", 0)],
)
def test_i2_without_a_unit_a_live_service_is_a_draft_and_a_retired_one_retired(word, status, noted):
    report = load("services", f"service_id,unit,service,status\na,,A,{word}")
    service = Service.objects.get()
    assert (service.status, service.line) == (status, None)
    assert notes(report) == ["Without a unit it is loaded as a draft without line."] * noted


def test_h9_an_offered_service_that_lacks_some_loads_and_lists_what_is_missing(company):
    report = load("services", "service_id,unit,service,status,deliverable,review_due\na,db,A,live,A tier,2027-01-31")
    assert Service.objects.get(code="a").status == "offered"
    assert notes(report) == ["Offered, but lacks: accepted when, included, the customer provides, unit of sale."]


def test_h9_a_promise_field_of_an_offered_service_goes_to_its_draft(company):
    text = "service_id,summary,deliverable\ntier,For every team,Another result"
    assert load("services", text).counts == {Verdict.UPDATE: 1}
    company.tier.refresh_from_db()
    assert (company.tier.summary, company.tier.deliverable) == ("For every team", WHOLE["deliverable"])
    assert company.tier.draft == {"deliverable": "Another result"}
    assert load("services", text).counts == {Verdict.UNCHANGED: 1}


def test_what_was_offered_here_does_not_fall_back_to_a_draft(company):
    report = load("services", "service_id,status\ntier,beta")
    assert report.counts == {Verdict.UNCHANGED: 1}
    assert notes(report) == ["The service is offered here and stays so."]


def test_a_retired_service_stays_as_it_was(company):
    company.tier.retire(by=SYSTEM)
    report = load("services", "service_id,service,status\ntier,Another name,live")
    assert report.counts == {Verdict.UNCHANGED: 1}
    assert "The service is retired here; it stays as it was." in notes(report)


def test_a_file_retires_a_service_and_its_waiting_draft_goes(company):
    company.tier.update(by=SYSTEM, deliverable="Another result")
    load("services", "service_id,status\ntier,retired")
    company.tier.refresh_from_db()
    assert (company.tier.status, company.tier.draft) == ("retired", {})


def test_an_empty_unit_takes_no_line_away(company):
    report = load("services", "service_id,unit,service\ntier,,Database tier")
    assert report.counts == {Verdict.UNCHANGED: 1}
    company.tier.refresh_from_db()
    assert company.tier.line == company.db


def test_a_draft_gets_its_line_and_is_offered_when_the_file_says_so(company):
    make_service("Backup", code="backup", publish=False)
    load("services", "service_id,unit,status\nbackup,ops,live")
    service = Service.objects.get(code="backup")
    assert (service.line, service.status) == (company.ops, "offered")


def test_all_columns_of_a_service_are_read(company):
    load(
        "services",
        "service_id,unit,service,service_kind,audience,result,accepted_when,included,not_included,customer_provides,"
        "unit_of_sale,price,currency,effort_low,effort_high,lead_time_days,review_due\n"
        "a,db,A,product,peers,R,T,I,N,P,a month,1200.50,eur,1,2.5,10,2027-06-30",
    )
    service = Service.objects.get(code="a")
    read = [service.kind, service.audience, service.deliverable, service.acceptance, service.included]
    assert read == ["product", "peers", "R", "T", "I"]
    assert (service.not_included, service.customer_provides, service.unit_of_sale) == ("N", "P", "a month")
    assert (str(service.price), service.currency, service.lead_time_days) == ("1200.50", "EUR", 10)
    assert (str(service.effort_low), str(service.effort_high), f"{service.review_due}") == (
        "1.00",
        "2.50",
        "2027-06-30",
    )


def test_prices_and_efforts_that_the_database_would_refuse():
    report = load(
        "services",
        "service_id,service,price,currency,effort_low,effort_high\na,A,5,,,\nb,B,,EUR,,\nc,C,,,3,2\nd,D,1e20,EUR,,",
    )
    assert said(report)[:3] == [
        "row 2, column price: A price needs a currency, and a currency a price. Fill both or neither.",
        "row 3, column price: A price needs a currency, and a currency a price. Fill both or neither.",
        "row 4, column effort_low: The lower effort is above the higher one. Swap them.",
    ]
    assert [(error.row, error.column) for error in report.errors[3:]] == [(5, "price")]


def test_i1_mapping_the_name_to_the_code_keeps_it_as_the_name():
    report = load("services", "service_id,service\nlicensify,admin\nlicensify,feed", corrections=[("service", "code")])
    assert report.counts == {Verdict.CREATE: 2}
    assert set(Service.objects.values_list("code", "name")) == {("admin", "admin"), ("feed", "feed")}


def test_markup_in_a_description_is_kept_as_text():
    load("services", 'service_id,service,description\na,A,"<b>bold</b>\nand more"')
    assert Service.objects.get().summary == "<b>bold</b>\nand more"


def test_levels_ingredients_and_what_follows_are_read(company):
    text = (
        "code,service,line,status,levels,ingredients,successor,retires_on\n"
        'new,New tier,db,live,"[{""name"": ""Gold"", ""text"": ""At once""}]",tier; hosting,,\n'
        "old,Old tier,db,deprecated,,,new,2027-06-30\n"
        "gone,Gone tier,db,retired,,,old,"
    )
    assert load("services", text).counts == {Verdict.CREATE: 3}
    rows = {service.code: service for service in Service.objects.all()}
    assert rows["new"].levels == [{"name": "Gold", "text": "At once"}]
    assert list(rows["new"].ingredients.values_list("needs__code", flat=True)) == ["tier", "hosting"]
    assert (rows["old"].successor, f"{rows['old'].retires_on}") == (rows["new"], "2027-06-30")
    assert rows["gone"].successor == rows["old"]
    assert load("services", text).counts == {Verdict.UNCHANGED: 3}
    assert load("services", text.replace("tier; hosting", "hosting")).counts[Verdict.UPDATE] == 1
    assert rows["new"].ingredients.count() == 1


def test_what_only_retiring_says_is_not_changed_by_a_file(company):
    report = load("services", "code,successor,retires_on\ntier,hosting,2027-06-30")
    assert report.counts == {Verdict.UNCHANGED: 1}
    assert notes(report) == ["This is said here by retiring the service; it stays as it was."] * 2


def test_a_service_is_neither_made_of_itself_nor_followed_by_itself(company):
    text = "code,service,line,ingredients,successor\na,A,db,a,\nb,B,db,,c\nc,C,db,,b\nd,D,db,nowhere,\ne,E,db,,nowhere"
    assert [(error.row, error.column) for error in load("services", text).errors] == [
        (2, "ingredients"),
        (3, "successor"),
        (4, "successor"),
        (5, "ingredients"),
        (6, "successor"),
    ]


@pytest.mark.parametrize("draft", ["soon", '"[1]"', '"{""review_due"": ""soon""}"'])
def test_a_draft_that_cannot_be_read_is_an_error(company, draft):
    report = load("services", f"code,service,line,status,draft\na,A,db,live,{draft}")
    assert [error.column for error in report.errors] == ["draft"]


def test_h9_only_the_line_or_the_cio_bring_in_what_is_offered(company):
    text = parse(b"code,service,line,status\na,A,db,live")
    company.db_unit.update(by=SYSTEM, appointments=[{"person": company.olga, "kind": "editor"}])
    for person, may in ((company.olga, False), (company.ruth, False), (company.aisha, True), (company.nadia, True)):
        by = principal(person, source="import")
        report = run(kinds.find("services"), text, by=by, source="tests", skip_bad_rows=True)
        assert report.is_writable is may, person
    draft = parse(b"code,service,line\na,A,db")
    by = principal(company.olga, source="import")
    assert run(kinds.find("services"), draft, by=by, source="tests", apply=True).applied


def test_n5_a_service_that_is_missing_is_retired_and_a_draft_refused(company):
    kind = kinds.find("services")
    kind.end(company.tier, by=SYSTEM)
    assert kind.is_ended(Service.objects.get(code="tier"))
    draft = make_service("Draft", line=company.db, publish=False)
    with pytest.raises(Refused):
        kind.end(draft, by=SYSTEM)


def test_units_and_lines_are_named_as_people_call_them(company):
    load("services", "service,unit\nCut-over,Operations\nTier watch,Database")
    assert dict(Service.objects.filter(name__in=["Cut-over", "Tier watch"]).values_list("name", "line__code")) == {
        "Cut-over": "ops",
        "Tier watch": "db",
    }
    load("services", "service,Line of business\nMore,Cloud Operations")
    assert Service.objects.get(name="More").line == company.ops


def test_a_name_of_several_units_is_an_error_with_the_candidates(company):
    company.db_unit.update(by=SYSTEM, name="Operations")
    assert said(load("services", "service,unit\nCut-over,Operations")) == [
        "row 2, column unit: “Operations” may be any of these: db, ops. Name one of them by its id."
    ]


def test_two_lines_may_both_offer_support(company):
    text = "service,unit\nSupport,ERP\nSupport,Operations"
    assert load("services", text).counts["create"] == 2
    assert load("services", text).change_set is None
    assert set(Service.objects.filter(name="Support").values_list("line__code", flat=True)) == {"erp", "ops"}
