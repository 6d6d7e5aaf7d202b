"""An organisation of 3,000 units: no page grows with it, neither in size nor in statements."""

import re

import pytest
from django.urls import reverse

from itbiz.audit.record import change_set
from itbiz.core.pages import PROPOSED
from orgchart.models import Line, Person, Unit
from orgchart.views.organisation import FIT, FOUND, MOST
from tests.cast import SYSTEM, make_contract, make_line, make_unit
from tests.pages import errors, filled, sign_in, statements
from walkthroughs.models import Walkthrough

pytestmark = pytest.mark.django_db
ORGANISATION = reverse("orgchart:organisation")
# Levels of a chart, each with so many units below every unit of the one above: 1, 10, 500, 2500.
LEVELS = (10, 50, 5)
BYTES = 120_000
STATEMENTS = 60


def drafted(model, code, **fields):
    """Return a row that is ready to be written."""
    row = model(code=code, **fields)
    row.prepare()
    return row


@pytest.fixture
def large(company):
    """The company with 3,010 units more, each with a head and a line of its own."""
    with change_set(by=SYSTEM, title="A large chart") as changes:
        level = [drafted(Unit, "top", name="Group IT", parent=company.it)]
        levels, people, lines = [level], [], []
        for number, below in enumerate(LEVELS):
            pairs = [(above, place) for above in level for place in range(below)]
            names = [f"{number}.{place}" for place in range(len(pairs))]
            people.append([drafted(Person, f"p{name}", name=f"Person {name}") for name in names])
            level = [
                drafted(Unit, f"u{name}", name=f"Unit {name}", parent=above, head=head)
                for name, (above, _place), head in zip(names, pairs, people[-1], strict=True)
            ]
            levels.append(level)
            lines += [drafted(Line, f"l{unit.code}", name=f"Line {unit.name}", unit=unit, block="BE") for unit in level]
        changes.create_levels(people)
        changes.create_levels(levels)
        changes.create_many(lines)
    company.top = levels[0][0]
    company.wide = levels[1][0]
    return company


@pytest.fixture
def nadia(client, large):
    """The CIO's browser."""
    return sign_in(client, large.nadia)


def shown(answer):
    """Return the names of the units that stand in an answer."""
    return [row["name"] for row in answer.context["rows"] if "name" in row]


def test_the_chart_opens_with_its_first_levels_and_fetches_the_rest(nadia, large):
    page = nadia.get(ORGANISATION)
    assert len(page.content) < 3 * BYTES
    assert FIT < len(shown(page)) <= MOST
    assert f'hx-get="{ORGANISATION}?below=' in page.text
    assert f"{Unit.objects.count()} units" in page.text
    for wanted in ("all", "none", f"{large.top.pk},{large.wide.pk}"):
        assert len(shown(nadia.get(ORGANISATION, {"open": wanted}))) <= MOST
    assert "Unit 1.49" in shown(nadia.get(ORGANISATION, {"open": f"{large.top.pk},{large.wide.pk}"}))


def test_what_is_below_a_unit_comes_as_rows_alone_or_as_a_page(nadia, large):
    asked = {"below": large.wide.pk}
    rows = nadia.get(ORGANISATION, asked, headers={"HX-Request": "true"})
    assert "<html" not in rows.text
    assert rows.text.strip().startswith("<li")
    assert len(shown(rows)) == 50
    # What is below each of them is fetched in its turn.
    assert rows.text.count("hx-get=") == 50
    page = nadia.get(ORGANISATION, asked)
    assert shown(page) == shown(rows)
    assert f"What reports to {large.wide.name}." in page.text
    assert nadia.get(ORGANISATION, {"below": 999_999_999}).status_code == 404
    # What is no unit's id is not asked: all units are shown.
    for nothing in ("0", "x"):
        assert nadia.get(ORGANISATION, {"below": nothing}).context["totals"]["units"] == Unit.objects.count()


def test_more_units_beside_each_other_than_fit_are_turned_like_pages(nadia, large):
    with change_set(by=SYSTEM, title="Firms") as changes:
        changes.create_many([drafted(Unit, f"f{n}", name=f"Firm {n:03}", inside_it=False) for n in range(MOST + 5)])
    first = nadia.get(ORGANISATION)
    second = nadia.get(ORGANISATION + first.context["next_url"])
    assert len(shown(first)) <= MOST
    assert shown(second)[-1] == f"Firm {MOST + 4}"
    assert not set(shown(first)) & set(shown(second))
    # A page that was turned stays as open, or as closed, as its reader had it.
    for wanted in ("none", f"{large.top.pk},{large.wide.pk}"):
        closed = nadia.get(ORGANISATION, {"open": wanted})
        assert closed.context["next_url"] == f"?open={wanted}&page=2"
        turned = nadia.get(ORGANISATION + closed.context["next_url"])
        assert turned.context["previous_url"] == f"?open={wanted}&page=1"
    with change_set(by=SYSTEM, title="All below one") as changes:
        changes.create_many([drafted(Unit, f"w{n}", name=f"Shop {n:03}", parent=large.wide) for n in range(MOST)])
    rows = nadia.get(ORGANISATION, {"below": large.wide.pk}, headers={"HX-Request": "true"})
    assert f'href="{ORGANISATION}?below={large.wide.pk}&amp;page=2"' in rows.text


def pages_of(company):
    """Return the addresses of pages that name units, lines or people, of the large company."""
    room = company.room()
    contract = make_contract(room, supplier=company.erp, need="One result")
    unit, line, person, service, walk = company.db_unit, company.db, company.aisha, company.tier, room
    named = {
        "home": (), "orgchart:new-unit": (), "orgchart:new-person": (), "orgchart:name-lines": (),
        "orgchart:unit": (company.top,), "orgchart:edit-unit": (unit,), "orgchart:move-unit": (unit,),
        "orgchart:appointments": (unit,), "orgchart:new-line": (unit,), "orgchart:line": (line,),
        "orgchart:edit-line": (line,), "orgchart:new-vendor": (line,), "orgchart:person": (person,),
        "orgchart:edit-person": (person,), "catalog:services": (), "catalog:drafts": (), "catalog:new-service": (),
        "catalog:edit-service": (service,), "catalog:service": (service,), "people:access": (), "people:invite": (),
        "people:find": (), "walkthroughs:projects": (), "walkthroughs:project-new": (),
        "walkthroughs:project-edit": (company.project,), "walkthroughs:walkthrough-new": (),
        "walkthroughs:walkthrough": (walk,), "walkthroughs:walkthrough-settings": (walk,),
        "walkthroughs:hand-over": (walk,), "walkthroughs:ask": (service,), "walkthroughs:lead": (contract,),
    }  # fmt: skip
    return {name: reverse(name, args=[row.pk for row in rows]) for name, rows in named.items()}


def test_no_page_grows_with_the_organisation(nadia, large):
    addresses = pages_of(large)
    found = {name: nadia.get(address) for name, address in addresses.items()}
    assert {name: page.status_code for name, page in found.items() if page.status_code != 200} == {}
    assert {name: len(page.content) for name, page in found.items() if len(page.content) > BYTES} == {}
    counts = {name: statements(nadia, address) for name, address in addresses.items()}
    assert {name: count for name, count in counts.items() if count > STATEMENTS} == {}


def test_a_search_shows_the_first_it_finds_with_all_above_and_how_many_more_there_are(nadia, large):
    page = nadia.get(ORGANISATION, {"q": "unit 2"})
    assert len(shown(page)) < 3 * FOUND
    assert page.context["unshown"] > 2000
    assert "more fit than are shown here" in page.text
    one = nadia.get(ORGANISATION, {"q": "Person 2.2499"})
    assert shown(one) == ["Information Technology", "Group IT", "Unit 0.9", "Unit 1.499", "Unit 2.2499"]


def test_what_is_too_long_to_choose_from_is_typed_by_name(nadia, large):
    new = reverse("orgchart:new-unit")
    typed = {"name": "Kiosk", "parent": "Unit 0.3", "head": "Person 2.77 (p2.77)"}
    refused = nadia.post(new, typed | {"parent": "Unit nowhere"})
    assert "Nothing has this name or code." in errors(refused)
    assert 'value="Unit nowhere"' in refused.text
    # What is typed and what a link brings is shown as it is typed.
    assert 'value="Unit 0.0 (u0.0)"' in nadia.get(new, {"parent": large.wide.pk}).text
    assert nadia.post(new, typed).status_code == 302
    unit = Unit.objects.get(name="Kiosk")
    assert (unit.parent.name, unit.head.name) == ("Unit 0.3", "Person 2.77")
    page = nadia.get(reverse("orgchart:edit-unit", args=[unit.pk]))
    assert 'value="Person 2.77 (p2.77)"' in page.text
    assert nadia.post(reverse("orgchart:edit-unit", args=[unit.pk]), filled(page, name="Kiosks")).status_code == 302
    assert Unit.objects.get(pk=unit.pk).head == unit.head
    options = nadia.get(reverse("orgchart:unit-names"), {"parent": "unit 0"})
    assert options.text.startswith('<option value="Unit 0.0 (u0.0)">')
    assert options.text.count("<option") == PROPOSED


def test_v2_whoever_writes_few_lines_chooses_from_them(client, large):
    sign_in(client, large.aisha)
    page = client.get(reverse("catalog:new-service"))
    assert [str(line) for line in page.context["form"].fields["line"].queryset] == ["Database Engineering"]
    assert '<select name="line"' in page.text


def test_an_ask_of_whoever_speaks_for_many_lines_names_the_buyer(nadia, large):
    address = reverse("walkthroughs:ask", args=[large.tier.pk])
    page = nadia.get(address)
    asked = {"need": "A database", "accepted_when": "It answers", "buyer_provides_nothing": "on", "what": ""}
    assert "Nothing has this name or code." in errors(nadia.post(address, filled(page, **asked, buyer="Nobody")))
    for typed in ("Line Unit 2.4 (lu2.4)", "LU2.5", "line unit 2.6"):
        assert nadia.post(address, filled(page, **asked, buyer=typed)).status_code == 302
    found = Walkthrough.objects.order_by("pk").values_list("client_line__code", flat=True)
    assert list(found)[-3:] == ["lu2.4", "lu2.5", "lu2.6"]


def test_of_several_buyers_of_one_name_each_is_named_by_what_tells_it_apart(nadia, large):
    address = reverse("walkthroughs:ask", args=[large.tier.pk])
    asked = {"need": "A database", "accepted_when": "It answers", "buyer_provides_nothing": "on", "what": ""}
    shops = make_unit("Shops", code="shops", parent=large.it, inside_it=False)
    line, twin = make_line("Shops", unit=shops, code="shops"), make_line("Shops", unit=shops, code="SHOPS (2)")
    refused = nadia.post(address, filled(nadia.get(address), **asked, buyer="shops"))
    words = ["Shops (shops)", "Shops (shops), unit outside IT"]
    assert f"Write one of them whole: {'; '.join(words)}." in errors(refused)
    for typed, buyer in ((words[0], line), (words[1], shops), ("Shops (SHOPS (2))", twin), ("shops (2)", twin)):
        assert nadia.post(address, filled(refused, buyer=typed)).status_code == 302, typed
        walk = Walkthrough.objects.latest("pk")
        assert (walk.client_line or walk.client_unit) == buyer


def test_the_field_of_an_ask_proposes_what_it_accepts(client, nadia, large):
    make_unit("Shops", code="shops", parent=large.it, inside_it=False)
    address = reverse("walkthroughs:ask", args=[large.tier.pk])
    assert f'hx-get="{address}"' in nadia.get(address).text

    def proposed(browser, typed, where=address):
        found = browser.get(where, {"buyer": typed}, headers={"HX-Request": "true"}).text
        return re.findall(r'value="([^"]+)"', found)

    assert proposed(nadia, "shop") == ["Shops (shops), unit outside IT"]
    assert proposed(nadia, "lu2.77") == [f"Line Unit 2.77{n} (lu2.77{n})" for n in ("", *range(10))]
    assert len(proposed(nadia, "line unit 2")) == PROPOSED
    assert proposed(nadia, " ") == proposed(nadia, "nothing at all") == []
    asked = {"need": "A database", "accepted_when": "It answers", "buyer_provides_nothing": "on", "what": ""}
    for typed in [*proposed(nadia, "line unit 2.4")[:2], *proposed(nadia, "shop")]:
        assert nadia.post(address, filled(nadia.get(address), **asked, buyer=typed)).status_code == 302
    # Whoever speaks for few lines reads nobody else's.
    assert proposed(sign_in(client, large.ruth), "line unit 2") == []
