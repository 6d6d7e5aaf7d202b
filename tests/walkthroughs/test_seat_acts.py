"""What is done from a seat: promise, counter, decline, agree, needs, questions, reasons, and what each leaves."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.undo import undo
from tests.cast import SYSTEM, Company, make_contract, make_vendor, principal
from tests.together import together
from tests.walkthroughs.asked import child, make_room
from tests.walkthroughs.test_seat import address, seated
from walkthroughs.models import Contract, Obligation, Question, Reason, Room, Seat
from walkthroughs.models.premortem import end_round

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
DUE = date(2027, 3, 1)


def sheet(room, contract, verb):
    return address("seat-move", room.walkthrough, contract=contract.pk, verb=verb)


def page(browser, room, at=""):
    """Return the seat's page as text; every form of it holds the token, no part that follows the room does."""
    text = browser.get(address("seat", room.walkthrough), {"at": at} if at else {}).content.decode()
    fragment = browser.get(address("seat-state", room.walkthrough), {"at": at} if at else {}).content.decode()
    assert "csrf" not in fragment.lower()
    return text


def test_p4_a_promise_from_a_seat_records_whom_and_who_let_them_in(room):
    contract = child(room, "asked", due=DUE)
    Obligation.create(by=principal(room.maya), contract=contract, what="Sizing inputs", due=DUE)
    child(room, "promised", due=DUE + timedelta(days=3))
    night = Contract.create(by=principal(room.aisha), walkthrough=room.walkthrough, parent=contract, need="Night watch")
    browser, _seat = seated(room)
    text = page(browser, room)
    assert "You: <b>Database Engineering</b><small>Aisha Okafor</small>" in text
    assert text.index(contract.title) < text.index("To keep it I need") < text.index("I promised")
    opened = browser.get(sheet(room, contract, "promise"), headers=HTMX).content.decode()
    for words in ("Say it before you promise it", "Sizing inputs", "Night watch: not asked yet.", "1 other promise"):
        assert words in opened
    contract.refresh_from_db()
    words = {"deliverable": "A tested database tier", "initial-deliverable": contract.title}
    words |= {"conditions": "the night watch is taken", "initial-conditions": "", "version": contract.version}
    done = browser.post(sheet(room, contract, "promise"), words, headers=HTMX)
    assert json.loads(done.headers["HX-Trigger"]).keys() == {"moved", "announce"}
    kept = Contract.objects.get(pk=contract.pk)
    assert (kept.state, kept.agreed.deliverable, kept.agreed.conditions) == (
        "promised",
        "A tested database tier",
        "the night watch is taken",
    )
    assert (kept.promised_by, kept.on_behalf_of) == (room.aisha, room.aisha)
    told = ChangeSet.objects.latest("number")
    assert (told.actor_kind, told.actor_name) == ("seat", "Aisha Okafor (seat, admitted by Fred Facilitator)")
    # A second tap promises nothing twice, and says so.
    again = browser.post(sheet(room, contract, "promise"), words, headers=HTMX)
    assert again.status_code == 409
    assert "Database Engineering promised this already. Go back to your seat: there you can press Discuss." in (
        again.content.decode()
    )
    assert ChangeSet.objects.latest("number") == told
    assert night.state == "draft"


def test_c4_an_ask_names_the_vendor_and_says_nothing_on_purpose_only_where_it_was_said(room):
    vendor = make_vendor(held_by=room.db, name="Kestrel Storage")
    contract = child(room, "asked", vendor=vendor, buyer_provides_nothing=False)
    make_contract(room.walkthrough, parent=contract, supplier=room.db)
    browser, _seat = seated(room)
    text = page(browser, room)
    assert "<dt>Through</dt><dd>Kestrel Storage</dd>" in text
    assert "Nothing, on purpose" not in text
    contract.update(by=principal(room.maya), buyer_provides_nothing=True)
    assert "Nothing, on purpose" in page(browser, room)


# What a seat is told where somebody was quicker: a move of its own side, how it stands, and what can be done.
QUICKER = {
    "draft": ("promise", "ERP Engineering does not ask for this now. Nothing waits for you here"),
    "asked": ("agree", "Database Engineering was asked for this, and has not answered yet. Go back to your seat"),
    "countered": ("promise", "would promise something else, and ERP Engineering has not answered yet."),
    "promised": ("decline", "Database Engineering promised this already. Go back to your seat: there you can press"),
    "declined": ("promise", "Database Engineering declined this already. Nothing waits for you here"),
    "withdrawn": ("counter", "ERP Engineering asks for this no more. Nothing waits for you here"),
    "delivered": ("withdraw", "Database Engineering delivered this already. Nothing waits for you here"),
    "accepted": ("promise", "ERP Engineering accepted the delivery already. Nothing waits for you here"),
    "cancelled": ("agree", "ERP Engineering cancelled this promise. Nothing waits for you here"),
}


@pytest.mark.parametrize("state", QUICKER)
def test_c5_a_seat_is_told_in_the_rooms_words_what_cannot_be_done_any_more(room, state):
    (verb, words), contract = QUICKER[state], child(room, state)
    buys = verb in ("agree", "withdraw")
    browser, _seat = seated(room, person=room.maya, line=room.erp) if buys else seated(room)
    sent = browser.post(sheet(room, contract, verb), {"version": contract.version, "why": "none"}, headers=HTMX)
    opened = browser.get(sheet(room, contract, verb), headers=HTMX)
    assert (sent.status_code, opened.status_code) == (409, 200)
    for text in (sent.content.decode(), opened.content.decode()):
        assert words in text
        assert "possible while" not in text
        assert "This contract" not in text


def test_c5_what_was_changed_meanwhile_is_not_promised_unseen(room):
    contract = child(room, "asked", due=DUE)
    browser, _seat = seated(room)
    seen = Contract.objects.get(pk=contract.pk)
    seen.update(by=principal(room.maya), accepted_when="Two failover tests pass")
    words = {"deliverable": "Mine", "initial-deliverable": contract.title, "version": contract.version}
    refused = browser.post(sheet(room, contract, "promise"), words, headers=HTMX)
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "Two failover tests pass" in text
    assert ">\nMine</textarea>" in text
    assert Contract.objects.get(pk=contract.pk).state == "asked"
    seen.refresh_from_db()
    assert f'name="version" value="{seen.version}"' in text


def test_c5_a_seat_counters_and_declines_and_the_buyers_seat_agrees(room):
    contract, other = child(room, "asked", due=DUE), child(room, "asked")
    supplier, _seat = seated(room)
    buyer, _seat = seated(room, person=room.maya, line=room.erp)
    same = {"version": contract.version, "deliverable": contract.title, "initial-deliverable": contract.title}
    same |= {"accepted_when": "A failover test passes", "initial-accepted_when": "A failover test passes"}
    unchanged = supplier.post(sheet(room, contract, "counter"), same | {"due": DUE, "initial-due": DUE}, headers=HTMX)
    assert unchanged.status_code == 422
    later = same | {"due": "2027-04-01", "initial-due": DUE, "what": "Test data", "what_due": "2027-02-01"}
    assert supplier.post(sheet(room, contract, "counter"), later, headers=HTMX).status_code == 200
    offered = page(buyer, room)
    assert "would promise" in offered
    assert "Test data" in offered
    assert '<s class="due"><time class="due" datetime="2027-03-01">' in offered
    contract.refresh_from_db()
    assert buyer.post(sheet(room, contract, "agree"), {"version": contract.version}).status_code == 302
    assert Contract.objects.get(pk=contract.pk).state == "promised"
    no = {"why": "not_ours", "whose": "Cloud Operations", "version": other.version}
    assert supplier.post(sheet(room, other, "decline"), no, headers=HTMX).status_code == 200
    declined = Contract.objects.get(pk=other.pk)
    assert (declined.state, declined.decline_whose) == ("declined", room.ops)
    assert "I said otherwise" in page(supplier, room)
    # Each side its own: the supplier's seat agrees to nothing, the buyer's promises nothing.
    assert supplier.post(sheet(room, other, "withdraw"), {"version": declined.version}).status_code == 403
    assert buyer.get(sheet(room, child(room, "asked"), "promise")).status_code == 403
    assert buyer.get(sheet(room, other, "deliver")).status_code == 404


def test_c5_a_counter_without_a_date_is_told_everywhere(room, enter):
    contract = child(room, "asked", due=DUE)
    supplier, _seat = seated(room)
    buyer, _seat = seated(room, person=room.maya, line=room.erp)
    words = {"version": contract.version, "due": "", "initial-due": DUE}
    for name in ("deliverable", "accepted_when"):
        words |= {name: getattr(contract.terms, name), f"initial-{name}": getattr(contract.terms, name)}
    assert supplier.post(sheet(room, contract, "counter"), words, headers=HTMX).status_code == 200
    assert Contract.objects.get(pk=contract.pk).terms.due is None
    assert "</time></s> no date" in page(buyer, room)
    assert "<s>1 Mar 2027</s> <b>no date</b>" in buyer.get(sheet(room, contract, "agree")).content.decode()
    editor = enter(room.maya).get(
        reverse("walkthroughs:walkthrough", args=[room.walkthrough.pk]), {"focus": contract.pk}
    )
    assert "1 Mar 2027 → no date" in editor.content.decode()


def test_p5_a_seat_types_what_its_own_people_need_several_in_a_row(room):
    contract = child(room, "asked")
    browser, _seat = seated(room)
    where = address("seat-need", room.walkthrough)
    typed = (
        {"text": "A test copy"},
        {"text": "Cloud Operations: Night watch"},
        {"text": "host", "pick": f"service:{room.hosting.pk}"},
        {"text": "A sizing tool", "pick": "gap"},
    )
    for words in typed:
        assert browser.post(where, words | {"parent": contract.pk}, headers=HTMX).status_code == 200
    children = [
        (c.need, c.supplier, c.service, c.gap) for c in Contract.objects.filter(parent=contract).order_by("position")
    ]
    assert children == [
        ("A test copy", None, None, False),
        ("Night watch", room.ops, None, False),
        ("Application hosting", room.ops, room.hosting, False),
        ("A sizing tool", None, None, True),
    ]
    assert browser.post(where, {"text": "Mine", "parent": room.root.pk}, headers=HTMX).status_code == 403
    assert browser.post(where, {"text": "", "parent": contract.pk}, headers=HTMX).status_code == 422
    # Looking around: any contract of the tree is read, and only one's own are answered.
    around = page(browser, room, at=room.root.pk)
    assert "You are looking around." in around
    assert "Rejoin the room" in around
    assert sheet(room, room.root, "promise") not in around


def test_a_need_that_is_sent_again_is_written_once(room):
    contract = child(room, "asked")
    browser, _seat = seated(room)
    where = address("seat-need", room.walkthrough)
    typed = (
        {"text": " A test copy"},
        {"text": "Cloud Operations: Night watch"},
        {"text": "ERP Engineering: Night watch"},
        {"text": "host", "pick": f"service:{room.hosting.pk}"},
        {"text": "A sizing tool", "pick": "gap"},
    )
    for said in ("Added", "This stands there already"):
        for words in typed:
            answer = browser.post(where, words | {"parent": contract.pk}, headers=HTMX)
            assert said in json.loads(answer.headers["HX-Trigger"])["announce"]
    told = ChangeSet.objects.latest("number")
    assert Contract.objects.filter(parent=contract).count() == len(typed)
    # Whoever named a supplier since has not made another need of it; one that was called off is written anew.
    first = Contract.objects.get(parent=contract, need="A test copy")
    first.update(by=principal(room.aisha), supplier=room.ops)
    browser.post(where, typed[0] | {"parent": contract.pk}, headers=HTMX)
    assert Contract.objects.filter(parent=contract).count() == len(typed)
    first.withdraw(by=principal(room.aisha))
    browser.post(where, typed[0] | {"parent": contract.pk}, headers=HTMX)
    assert Contract.objects.filter(parent=contract).count() == len(typed) + 1
    assert told.title.startswith("Need written")


@pytest.mark.django_db(transaction=True)
def test_a_need_that_is_sent_twice_at_once_is_written_once():
    room = make_room(Company())
    contract = child(room, "asked")
    browser, _seat = seated(room)
    where, words = address("seat-need", room.walkthrough), {"text": "A test copy", "parent": contract.pk}

    def send():
        again = Client()
        again.cookies = browser.cookies
        return again.post(where, words, headers=HTMX).status_code

    assert together(send, send, send) == [200] * 3
    assert Contract.objects.filter(parent=contract).count() == 1


def taken_back(browser, room):
    """Return what a seat tells of undone acts."""
    fragment = browser.get(address("seat-state", room.walkthrough)).content.decode()
    return re.findall(r"</time> (.*?)</span>", fragment.split('id="part-room"')[0])


def test_u3_a_seat_is_told_what_an_undo_took_away_from_it(room):
    contract, other = child(room, "asked"), child(room, "draft", supplier=room.ops)
    (supplier, _one), (buyer, _two) = seated(room), seated(room, person=room.maya, line=room.erp)
    elsewhere, _three = seated(room, person=room.ruth, line=room.ops)
    supplier.post(address("seat-need", room.walkthrough), {"text": "A test copy", "parent": contract.pk})
    contract.refresh_from_db()
    words = {"deliverable": "Mine", "initial-deliverable": contract.title, "version": contract.version}
    assert supplier.post(sheet(room, contract, "promise"), words, headers=HTMX).status_code == 200
    assert taken_back(supplier, room) == []
    undo(ChangeSet.objects.latest("number"), by=principal(room.fred))
    told = "Fred Facilitator took this back: “Database Engineering promised: "
    assert [said.startswith(told) for said in taken_back(supplier, room)] == [True]
    assert taken_back(buyer, room) == taken_back(supplier, room)
    assert "say so aloud" in taken_back(supplier, room)[0]
    assert taken_back(elsewhere, room) == []
    # A need that is gone from the tree is told to who wrote it; what is brought back is told no more.
    undo(ChangeSet.objects.get(title="Need written: A test copy"), by=principal(room.fred))
    need, promise = taken_back(supplier, room)
    assert need.startswith("Fred Facilitator took this back: “Need written: A test copy”")
    assert promise.startswith(told)
    assert len(taken_back(buyer, room)) == 1
    undo(ChangeSet.objects.latest("number"), by=principal(room.fred))
    assert len(taken_back(supplier, room)) == 1
    # Whoever undoes their own knows; what was asked of a line and is not any more is told to it.
    other.refresh_from_db()
    other.ask(by=principal(room.maya))
    undo(ChangeSet.objects.latest("number"), by=principal(room.maya))
    (said,) = taken_back(elsewhere, room)
    assert said.startswith("Maya Lindqvist took this back: “Asked of Cloud Operations")
    assert len(taken_back(buyer, room)) == 1
    # Another meeting begins without it.
    room.walkthrough.refresh_from_db()
    room.walkthrough.pause(by=principal(room.fred))
    room.walkthrough.resume(by=principal(room.fred))
    again, _four = seated(room)
    assert taken_back(again, room) == []


def test_namesakes_are_told_apart_where_an_undo_took_something_back(room):
    contract = child(room, "asked")
    room.aisha.update(by=SYSTEM, name="Fred Facilitator")
    room.ruth.update(by=SYSTEM, name="Fred Facilitator")
    (supplier, _one), (elsewhere, _two) = seated(room), seated(room, person=room.ruth, line=room.ops)
    contract.promise(by=principal(room.aisha))
    undo(ChangeSet.objects.latest("number"), by=principal(room.fred))
    # Another Fred undid it; and what a namesake did is no business of who stands elsewhere.
    assert len(taken_back(supplier, room)) == 1
    assert taken_back(elsewhere, room) == []
    # Whoever undoes by their account knows, at their seat too.
    contract.refresh_from_db()
    contract.promise(by=principal(room.aisha))
    undo(ChangeSet.objects.latest("number"), by=principal(room.aisha))
    assert len(taken_back(supplier, room)) == 1


def test_a_question_is_parked_as_the_manager_they_were_let_in_as(room):
    contract = child(room, "asked")
    browser, _seat = seated(room)
    words = {"text": "Who patches it?", "decider": "Maya Lindqvist", "about": contract.pk}
    assert browser.post(address("seat-question", room.walkthrough), words).status_code == 302
    asked = Question.objects.get()
    assert (asked.subject, asked.asker, asked.decider) == (contract, room.aisha, room.maya)


def everything():
    """Return every row of every table but the reasons, as text."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            if table != "walkthroughs_reason":
                cursor.execute(f"SELECT * FROM {table}")
                found[table] = sorted(map(repr, cursor.fetchall()))
        return found


def test_h11_a_reason_leaves_nothing_behind_but_itself(room, enter):
    browser, _seat = seated(room)
    where = address("seat-reason", room.walkthrough)
    assert browser.post(where, {"text": "Too early"}, headers=HTMX).status_code == 409
    Room.of(room.walkthrough).open_premortem(by=principal(room.fred))
    assert "data-premortem" in page(browser, room)
    with_account = enter(room.aisha)
    before = everything()
    for writer in (browser, with_account):
        with CaptureQueriesContext(connection) as asked:
            kept = writer.post(where, {"text": "Nobody tested it"}, headers=HTMX)
        assert "Kept, without your name." in kept.content.decode()
        assert "Set-Cookie" not in kept.headers
        assert not kept.cookies
        written = [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]
        assert [sql.split('"')[1] for sql in written if sql.startswith("INSERT")] == ["walkthroughs_reason"]
        assert not [sql for sql in written if sql.startswith(("UPDATE", "DELETE"))]
    assert everything() == before
    assert Reason.objects.count() == 2
    assert enter(room.olga).post(where, {"text": "Not in the room"}).status_code == 404
    end_round(room.walkthrough, by=principal(room.fred))
    assert browser.post(where, {"text": "Too late"}, headers=HTMX).status_code == 409


def test_n7_the_fragment_is_tagged_by_the_live_number_and_the_viewer(room):
    contract = child(room, "asked")
    browser, seat = seated(room)
    where = address("seat-state", room.walkthrough)
    tag = browser.get(where).headers["ETag"]
    known = {"If-None-Match": tag}
    assert browser.get(where, headers=known).status_code == 304
    assert browser.get(where, {"at": contract.pk}, headers=known).status_code == 200
    Room.of(room.walkthrough).show(by=principal(room.fred), focus=contract)
    assert browser.get(where, headers=known).status_code == 200
    same, _seat = seated(room)
    assert same.get(where).headers["ETag"] == browser.get(where).headers["ETag"]
    Seat.objects.get(pk=seat.pk).revoke(by=principal(room.fred))
    assert browser.get(where, headers=known).status_code == 404


@pytest.mark.parametrize("rows", [1, 4])
def test_a_seat_takes_the_same_statements_however_many_rows(room, rows, django_assert_num_queries):
    for _row in range(rows):
        asked = child(room, "asked")
        Contract.create(by=principal(room.aisha), walkthrough=room.walkthrough, parent=asked, need="Night watch")
        child(room, "promised")
        child(room, "countered")
    browser, _seat = seated(room, person=room.maya, line=room.erp)
    where = address("seat-state", room.walkthrough)
    # The seat, the walk-through with its room; the tree; the meeting; what was undone; the dates before a counter.
    with django_assert_num_queries(8):
        tag = browser.get(where).headers["ETag"]
    with django_assert_num_queries(2):
        assert browser.get(where, headers={"If-None-Match": tag}).status_code == 304


def test_what_is_typed_needs_a_token_of_its_page(room):
    contract = child(room, "asked")
    browser, _seat = seated(room)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    body = {"version": contract.version, "parent": contract.pk, "text": "A"}
    for where in (sheet(room, contract, "promise"), address("seat-need", room.walkthrough)):
        assert strict.post(where, body).status_code == 403
    assert Change.objects.filter(act="promise").count() == 0
