"""The editor's page and its one entry field: who may add what, and what happens to a line that nobody knew."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from orgchart.models import Line, Unit
from tests.cast import make_contract, make_unit, make_vendor, make_walkthrough, principal
from walkthroughs.models import Contract, Walkthrough

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
# Session, user with person, the row of the walk-through, what the tree and the room are read in, and the console's own:
# who sits here, the meetings, and the minutes that are left of the present one.
STATEMENTS = 16


def address(name, walkthrough):
    return reverse(f"walkthroughs:{name}", args=[walkthrough.pk])


def add(client, walkthrough, **data):
    return client.post(address("add", walkthrough), data, headers=HTMX)


def test_a_need_is_added_below_its_parent_and_the_next_one_is_typed_there(room, enter):
    answer = add(enter(room.fred), room.walkthrough, parent=room.root.pk, text="A tested restore")
    need = room.root.children.get()
    assert (need.need, need.supplier, need.gap, need.number) == ("A tested restore", None, False, "0.1")
    assert answer.status_code == 200
    assert answer["HX-Push-Url"].endswith(f"?focus={room.root.pk}")
    assert b'id="entry"' in answer.content
    assert b"<html" not in answer.content
    assert answer["HX-Trigger-After-Settle"] == '{"announce": "Added: A tested restore"}'


def test_without_script_adding_leads_back_with_a_sentence(room, enter):
    client = enter(room.fred)
    data = {"parent": room.root.pk, "text": "A tested restore"}
    page = client.post(address("add", room.walkthrough), data, follow=True)
    assert page.redirect_chain == [(f"{address('walkthrough', room.walkthrough)}?focus={room.root.pk}", 302)]
    assert "Added: A tested restore" in page.content.decode()


def test_a_picked_line_comes_into_focus_with_no_need_yet(room, enter):
    answer = add(enter(room.fred), room.walkthrough, parent=room.root.pk, text="data", pick=f"line:{room.db.pk}")
    contract = room.root.children.get()
    assert (contract.supplier, contract.need) == (room.db, "")
    assert answer["HX-Push-Url"].endswith(f"?focus={contract.pk}")


def test_a_picked_line_takes_the_need_after_a_colon(room, enter):
    answer = add(
        enter(room.fred), room.walkthrough, parent=room.root.pk, text="Database: a restore", pick=f"line:{room.db.pk}"
    )
    contract = room.root.children.get()
    assert (contract.supplier, contract.need) == (room.db, "a restore")
    assert answer["HX-Push-Url"].endswith(f"?focus={room.root.pk}")


def test_a_picked_service_brings_its_line_and_its_version(room, enter):
    pick = f"service:{room.tier.pk}"
    answer = add(enter(room.fred), room.walkthrough, parent=room.root.pk, text="dat", pick=pick, deeper="1")
    contract = room.root.children.get()
    assert (contract.service, contract.supplier, contract.need) == (room.tier, room.db, "Database tier")
    assert contract.service_version.number == 1
    assert answer["HX-Push-Url"].endswith(f"?focus={contract.pk}")


def test_c4_a_picked_vendor_is_asked_through_the_line_that_holds_it(room, enter):
    norvik = make_vendor("Norvik", held_by=room.ops)
    add(enter(room.fred), room.walkthrough, parent=room.root.pk, text="norv", pick=f"vendor:{norvik.pk}")
    contract = room.root.children.get()
    assert (contract.vendor, contract.supplier) == (norvik, room.ops)


def test_c2_a_gap_is_set_on_purpose(room, enter):
    add(enter(room.fred), room.walkthrough, parent=room.root.pk, text="A tax robot", pick="gap")
    assert room.root.children.get().gap


def test_the_root_of_an_empty_tree_is_the_prime(company, enter):
    walkthrough = company.room()
    client = enter(company.fred)
    assert "Who is the prime contractor?" in client.get(address("walkthrough", walkthrough)).content.decode()
    answer = add(client, walkthrough, parent="", text="erp", pick=f"line:{company.erp.pk}")
    root = walkthrough.contracts.get()
    assert (root.parent, root.supplier, root.number) == (None, company.erp, "0")
    assert answer["HX-Push-Url"].endswith(f"?focus={root.pk}")


def test_h2_a_second_root_is_refused_in_a_sentence(room, enter):
    answer = add(enter(room.fred), room.walkthrough, parent="", text="Another prime")
    assert answer.status_code == 422
    assert "has its prime contract already" in answer.content.decode()
    assert room.walkthrough.contracts.count() == 1


def test_nothing_typed_is_said_and_the_text_is_kept(room, enter):
    answer = add(enter(room.fred), room.walkthrough, parent=room.root.pk, text="   ")
    assert answer.status_code == 422
    assert "Type what is needed" in answer.content.decode()


@pytest.mark.parametrize("text", ["“Ümläut” & <b>'quoted'</b> 🚀", "n" * 300, "ends with: a colon:"])
def test_any_words_are_kept_as_typed_and_escaped(room, enter, text):
    answer = add(enter(room.fred), room.walkthrough, parent=room.root.pk, text=text)
    assert room.root.children.get().need == text
    assert "<b>'quoted'" not in answer.content.decode()
    answer["HX-Trigger-After-Settle"].encode("ascii")


@pytest.mark.parametrize("parent", ["0", "99999999999999999999999", "x", "-1"])
def test_a_parent_that_is_not_there_is_not_found(room, enter, parent):
    assert add(enter(room.fred), room.walkthrough, parent=parent, text="A need").status_code == 404


def test_a_parent_of_another_walkthrough_is_not_found(room, enter):
    other = make_contract(room.room(), supplier=room.ops)
    assert add(enter(room.fred), room.walkthrough, parent=other.pk, text="A need").status_code == 404


@pytest.mark.parametrize("pick", ["line:999999", "service:999999", "vendor:999999"])
def test_a_pick_that_is_not_there_is_not_found(room, enter, pick):
    assert add(enter(room.fred), room.walkthrough, parent=room.root.pk, text="A need", pick=pick).status_code == 404


def test_a_closed_walkthrough_takes_nothing_more(room, enter):
    room.walkthrough.close(by=principal(room.fred), reason="Enough for today")
    client = enter(room.maya)
    assert b'id="entry"' not in client.get(address("walkthrough", room.walkthrough)).content
    answer = add(client, room.walkthrough, parent=room.root.pk, text="Too late")
    assert answer.status_code == 422
    assert "This walk-through is closed." in answer.content.decode()
    assert "Not added: Too late" in answer.content.decode()
    assert room.root.children.count() == 0


def test_p5_somebody_without_a_part_gets_no_entry_and_is_refused(room, enter):
    client = enter(room.olga)
    page = client.get(address("walkthrough", room.walkthrough)).content.decode()
    assert 'id="entry"' not in page
    assert 'name="people"' not in page
    assert "Settings" not in page
    assert add(client, room.walkthrough, parent=room.root.pk, text="A need").status_code == 403
    assert room.root.children.count() == 0


def test_p5_only_the_suppliers_side_of_the_focus_adds_below_it(room, enter):
    assert b'id="entry"' in enter(room.maya).get(address("walkthrough", room.walkthrough)).content
    assert b'id="entry"' not in enter(room.aisha).get(address("walkthrough", room.walkthrough)).content
    assert add(enter(room.aisha), room.walkthrough, parent=room.root.pk, text="A need").status_code == 403


def found(client, walkthrough, **data):
    return client.post(address("found", walkthrough), data, headers=HTMX)


def test_the_form_for_a_new_line_starts_with_what_was_typed(room, enter):
    page = enter(room.fred).get(
        address("walkthrough", room.walkthrough), {"focus": room.root.pk, "new": "Tax Robots: a filed return"}
    )
    assert page.context["founding"].initial == {"name": "Tax Robots", "need": "a filed return"}


def test_p4_a_line_nobody_knew_is_named_with_its_head(room, enter):
    data = {"parent": room.root.pk, "name": "Tax Robots", "head": "Olga Outsider", "need": "A filed return"}
    answer = found(enter(room.fred), room.walkthrough, **data)
    line = Line.objects.get(name="Tax Robots")
    contract = room.root.children.get()
    assert (line.provisional, line.unit.head) == (True, room.olga)
    assert (contract.supplier, contract.need) == (line, "A filed return")
    assert answer["HX-Push-Url"].endswith(f"?focus={contract.pk}")


def test_an_unknown_head_is_said_and_nothing_is_written(room, enter):
    before = Unit.objects.count(), Line.objects.count(), Contract.objects.count()
    data = {"parent": room.root.pk, "name": "Tax Robots", "head": "Nobody Known", "need": "A filed return"}
    answer = found(enter(room.fred), room.walkthrough, **data)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Nobody called “Nobody Known” is known." in text
    assert 'value="Tax Robots"' in text
    assert 'value="A filed return"' in text
    assert (Unit.objects.count(), Line.objects.count(), Contract.objects.count()) == before


def test_p4_only_the_running_facilitator_names_a_line(room, enter):
    client = enter(room.maya)
    page = client.get(address("walkthrough", room.walkthrough), {"new": "Tax Robots"})
    assert page.context["founding"] is None
    data = {"parent": room.root.pk, "name": "Tax Robots", "need": "A filed return"}
    assert found(client, room.walkthrough, **data).status_code == 403
    assert not Line.objects.filter(name="Tax Robots").exists()


def hidden_walkthrough(room, **fields):
    """Return a walk-through that Olga has no part in, with a root and one contract below it."""
    walkthrough = make_walkthrough(client=make_unit("Treasury"), facilitator=room.fred, **fields)
    root = make_contract(walkthrough, supplier=room.erp)
    return walkthrough, make_contract(walkthrough, parent=root, supplier=room.db)


@pytest.mark.parametrize("fields", [{"access": "restricted"}, {"mode": "practice"}])
def test_v3_a_hidden_walkthrough_is_not_found_on_any_route(room, enter, fields):
    walkthrough, contract = hidden_walkthrough(room, **fields)
    client = enter(room.olga)
    for name in ("walkthrough", "walkthrough-settings", "suggest"):
        assert client.get(address(name, walkthrough)).status_code == 404, name
    assert client.get(f"{address('walkthrough', walkthrough)}?focus={contract.pk}").status_code == 404
    assert client.get(reverse("walkthroughs:contract", args=[contract.pk])).status_code == 404
    for name in ("presence", "start", "close", "add", "found"):
        assert client.post(address(name, walkthrough), {"text": "x", "name": "x"}).status_code == 404, name
    for name in ("contract-save", "contract-question"):
        assert client.post(reverse(f"walkthroughs:{name}", args=[contract.pk]), {"text": "x"}).status_code == 404, name
    for verb in ("counter", "decline", "withdraw"):
        answer = client.post(reverse("walkthroughs:contract-move", args=[contract.pk, verb]))
        assert answer.status_code == 404, verb


def test_v4_a_focus_elsewhere_is_not_found(room, enter):
    _walkthrough, contract = hidden_walkthrough(room, access="restricted")
    client = enter(room.olga)
    for focus in (contract.pk, "x", "0", "9" * 30):
        assert client.get(address("walkthrough", room.walkthrough), {"focus": focus}).status_code == 404, focus


@pytest.mark.parametrize("many", [3, 60])
def test_statements_do_not_grow_with_the_tree(room, enter, many):
    for number in range(many - 1):
        make_contract(room.walkthrough, parent=room.root, supplier=room.db, need=f"Part {number}")
    client = enter(room.fred)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address("walkthrough", room.walkthrough)).status_code == 200
    statements = [query["sql"] for query in captured if not query["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE"))]
    assert len(statements) <= STATEMENTS, "\n".join(statements)


def test_the_tree_marks_the_focus_once(room, enter):
    below = make_contract(room.walkthrough, parent=room.root, supplier=room.db)
    page = enter(room.fred).get(address("walkthrough", room.walkthrough), {"focus": below.pk}).content.decode()
    assert page.count('tree-row is-draft" aria-current="true"') == 1
    assert Walkthrough.objects.get(pk=room.walkthrough.pk).contracts.count() == 2


def test_a_turn_that_the_state_refuses_is_told_on_the_page_and_writes_nothing(room, enter):
    client, before = enter(room.fred), ChangeSet.objects.count()
    again = client.post(reverse("walkthroughs:start", args=[room.walkthrough.pk]))
    assert again.status_code == 409
    assert "This walk-through is running already." in again.content.decode()
    stale = client.post(reverse("walkthroughs:close", args=[room.walkthrough.pk]), {"version": "1"})
    assert (stale.status_code, ChangeSet.objects.count()) == (409, before)
