"""Pages of the catalog."""

import datetime

import pytest
from django.urls import reverse

from catalog.models import Service
from itbiz.api.lists import PAGE
from itbiz.audit.models import ChangeSet
from tests.cast import SYSTEM, make_line, make_service
from tests.pages import errors, filled, sign_in, statements

LIST_STATEMENTS = 3
SERVICE_STATEMENTS = 12
PAGE_BYTES = 60_000
SENTENCE = "An application that runs every day, patched, watched and backed up, with a proven way back. "


@pytest.fixture
def aisha(client, company):
    """The browser of the head of Database."""
    return sign_in(client, company.aisha)


def url(name, record=None):
    """Return the address of a page of the catalog."""
    return reverse(f"catalog:{name}", args=[record.pk] if record else [])


def fresh(service):
    """Return the service as it is stored."""
    return Service.objects.get(pk=service.pk)


@pytest.mark.parametrize("services", [1, 3])
def test_the_list_takes_the_same_statements_whatever_its_size(client, company, services):
    for number in range(services):
        make_service(f"Service {number}", line=make_line(f"Line {number}"))
    sign_in(client, company.nadia)
    assert statements(client, url("services")) == LIST_STATEMENTS


def test_a_page_of_a_hundred_is_small_and_leads_to_the_next(aisha, company):
    for number in range(PAGE + 1):
        fields = {"deliverable": SENTENCE * 3, "code": f"s{number}", "price": 1180, "currency": "EUR"}
        make_service(f"Application hosting service {number:03}", line=company.ops, publish=False, **fields)
    sign_in(aisha, company.ruth)
    first = aisha.get(url("services"))
    assert len(first.content) < PAGE_BYTES
    assert len(first.context["rows"]) == PAGE
    second = aisha.get(first.context["next_url"])
    assert len(second.context["rows"]) == 3
    back = aisha.get(second.context["previous_url"])
    assert [row["id"] for row in back.context["rows"]] == [row["id"] for row in first.context["rows"]]


def test_names_stand_as_people_sort_them_and_are_paged_so(aisha, company):
    for number in range(PAGE):
        make_service(f"Öl {number:03}", line=company.ops, code=f"s{number}", publish=False)
    make_service("Zoo", line=company.ops, publish=False)
    first = sign_in(aisha, company.ruth).get(url("services"))
    names = [row["name"] for row in first.context["rows"]]
    assert (names[0], names[1], names[2]) == ("Application hosting", "Database tier", "Öl 000")
    second = aisha.get(first.context["next_url"])
    assert [row["name"] for row in second.context["rows"]] == ["Öl 098", "Öl 099", "Zoo"]


def test_filters_narrow_the_list(aisha, company):
    make_service("Backup", line=company.ops, publish=False, kind="agreement")
    sign_in(aisha, company.nadia)

    def found(**asked):
        return [row["name"] for row in aisha.get(url("services"), asked).context["rows"]]

    assert found(line="db") == ["Database tier"]
    assert found(status="draft") == ["Backup"]
    assert found(kind="agreement", q="BACK") == ["Backup"]
    assert found(block="AS") == ["Application hosting", "Backup"]
    assert found(q="nothing like it") == []
    assert found(q="\0") == []


@pytest.mark.parametrize("asked", [{"status": "bogus"}, {"cursor": "bogus"}, {"line": "\0"}])
def test_a_wrong_filter_or_cursor_is_400(aisha, asked):
    assert aisha.get(url("services"), asked).status_code == 400


def test_v2_a_draft_is_seen_by_those_who_write_it(client, company):
    draft = make_service("Secret plan", line=company.db, publish=False)
    for person, status in ((company.aisha, 200), (company.nadia, 200), (company.maya, 404), (company.olga, 404)):
        sign_in(client, person)
        assert client.get(url("service", draft)).status_code == status
        assert ("Secret plan" in client.get(url("services")).content.decode()) == (status == 200)


def test_v2_the_draft_beside_an_offer_is_seen_by_those_who_write_it(client, company):
    company.tier.update(by=SYSTEM, acceptance="A failover test within 5 minutes")
    sign_in(client, company.aisha)
    text = client.get(url("service", company.tier)).content.decode()
    assert "within 15 minutes" in text
    assert "within 5 minutes" in text
    sign_in(client, company.olga)
    assert "within 5 minutes" not in client.get(url("service", company.tier)).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_a_service_takes_the_same_statements_whatever_it_holds(aisha, company, many):
    others = [make_service(f"Service {number}", line=company.ops) for number in range(many)]
    company.tier.update(by=SYSTEM, ingredients=[{"needs": other} for other in others])
    for other in others:
        other.update(by=SYSTEM, ingredients=[{"needs": company.tier}])
    assert statements(aisha, url("service", company.tier)) == SERVICE_STATEMENTS


def test_a_service_is_written_published_and_its_history_told(aisha, company):
    page = aisha.get(url("new-service"), {"line": company.db.pk})
    answer = aisha.post(url("new-service"), filled(page, name="Capacity report", unit_of_sale="report"))
    service = Service.objects.get(code="capacity-report")
    assert answer.url == url("service", service)
    assert (service.status, service.line) == ("draft", company.db)
    assert "how the buyer can tell" in aisha.get(url("service", service)).content.decode()
    refused = aisha.post(url("publish-service", service), filled(aisha.get(url("publish-service", service))))
    assert refused.status_code == 422
    assert "Accepted when: Needed before this is offered." in errors(refused)
    page = aisha.get(url("edit-service", service))
    whole = {"deliverable": "A report", "acceptance": "Read", "included": "Charts", "customer_provides": "Nothing"}
    aisha.post(url("edit-service", service), filled(page, review_due="2027-06-30", **whole))
    assert aisha.post(url("publish-service", service), filled(page)).status_code == 409
    page = aisha.get(url("publish-service", service))
    unsaid = aisha.post(url("publish-service", service), filled(page))
    assert (unsaid.status_code, "No walk-through designed it." in errors(unsaid)) == (422, True)
    said = filled(page, reason="The auditors asked for it")
    assert aisha.post(url("publish-service", service), said).status_code == 302
    assert fresh(service).status == "offered"
    text = aisha.get(url("service", service)).content.decode()
    assert "Offered without a walk-through that designed it, because: The auditors asked for it" in text
    assert "Capacity report published" in text
    assert "Version 1" in text


def test_a_review_sets_the_day_to_look_again(aisha, company):
    page = aisha.get(url("review-service", company.tier))
    past = aisha.post(url("review-service", company.tier), filled(page, review_due="2020-01-01"))
    assert (past.status_code, "Name a day to come." in errors(past)) == (422, True)
    answer = aisha.post(url("review-service", company.tier), filled(page, review_due="2099-01-31", reason="Still sold"))
    assert answer.url == url("service", company.tier)
    assert fresh(company.tier).review_due == datetime.date(2099, 1, 31)
    assert "Database tier reviewed" in aisha.get(answer.url).content.decode()


def test_h9_an_edit_of_an_offer_goes_to_its_draft(aisha, company):
    page = aisha.get(url("edit-service", company.tier))
    changed = {"included": "Servers and patches", "summary": "A place for data"}
    aisha.post(url("edit-service", company.tier), filled(page, **changed))
    service = fresh(company.tier)
    assert service.draft == {"included": "Servers and patches"}
    assert (service.included, service.summary) == ("Servers, storage and patches", "A place for data")
    assert "Servers and patches</textarea>" in aisha.get(url("edit-service", company.tier)).content.decode()
    page = aisha.get(url("publish-service", company.tier))
    assert "Servers, storage and patches" in page.content.decode()
    aisha.post(url("publish-service", company.tier), filled(page))
    assert fresh(company.tier).included == "Servers and patches"
    again = aisha.post(url("publish-service", company.tier), filled(aisha.get(url("publish-service", company.tier))))
    assert again.status_code == 409
    assert "Nothing changed" in errors(again)


def test_levels_and_ingredients_are_rows_of_the_form(aisha, company):
    page = aisha.get(url("edit-service", company.tier))
    rows = {"levels-0-name": "Gold", "levels-0-text": "Every day", "ingredients-0-needs": "application hosting"}
    assert aisha.post(url("edit-service", company.tier), filled(page, **rows)).status_code == 302
    service = fresh(company.tier)
    assert service.draft["levels"] == [{"name": "Gold", "text": "Every day"}]
    assert [row.needs for row in service.ingredients.all()] == [company.hosting]
    page = aisha.get(url("edit-service", company.tier))
    assert "Application hosting (hosting)" in page.content.decode()
    aisha.post(url("edit-service", company.tier), filled(page, **{"ingredients-1-needs": "hosting"}))
    assert fresh(company.tier).ingredients.count() == 1


def test_a_name_that_nothing_has_is_said_beside_the_row(aisha, company):
    page = aisha.get(url("edit-service", company.tier))
    answer = aisha.post(url("edit-service", company.tier), filled(page, **{"ingredients-0-needs": "Magic"}))
    assert answer.status_code == 422
    assert "Nothing has this name or code." in errors(answer)


def test_a_price_without_currency_is_refused(aisha, company):
    page = aisha.get(url("edit-service", company.tier))
    answer = aisha.post(url("edit-service", company.tier), filled(page, price="12"))
    assert answer.status_code == 422
    assert "Fill both or neither" in errors(answer)


def test_p1_only_the_side_publishes_and_retires(client, company):
    company.db_unit.update(by=SYSTEM, appointments=[{"person": company.olga, "kind": "editor"}])
    sign_in(client, company.olga)
    assert client.get(url("edit-service", company.tier)).status_code == 200
    for page in ("publish-service", "retire-service"):
        assert client.get(url(page, company.tier)).status_code == 403
        assert client.post(url(page, company.tier), {"version": 1}).status_code == 403
    assert fresh(company.tier).status == "offered"


def test_a_service_is_retired_for_its_successor(aisha, company):
    page = aisha.get(url("retire-service", company.tier))
    sent = filled(page, successor="Application hosting", on="2027-12-31", reason="Cloud")
    assert aisha.post(url("retire-service", company.tier), sent).status_code == 302
    service = fresh(company.tier)
    assert (service.status, service.successor) == ("retiring", company.hosting)
    assert service.retires_on == datetime.date(2027, 12, 31)
    assert ChangeSet.objects.latest("number").reason == "Cloud"
    assert "Application hosting" in aisha.get(url("service", service)).content.decode()


def test_names_are_proposed_to_those_who_see_them(aisha, company):
    make_service("Hosting of secrets", line=company.ops, publish=False)
    text = aisha.get(url("names"), {"ingredients-0-needs": "host"}).content.decode()
    assert "Application hosting (hosting)" in text
    assert "secrets" not in text
    assert aisha.get(url("names")).content == b""


def test_nobody_without_a_line_writes_services(client, company):
    sign_in(client, company.olga)
    assert client.get(url("new-service")).status_code == 403
    assert client.post(url("new-service"), {"name": "Mine"}).status_code == 403
    sign_in(client, company.aisha)
    page = client.get(url("new-service"))
    assert page.status_code == 200
    answer = client.post(url("new-service"), filled(page, name="Theirs", line=company.ops.pk))
    assert answer.status_code == 403
