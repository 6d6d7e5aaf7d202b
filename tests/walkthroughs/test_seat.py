"""The seat: joining, being let in, and every side door that stays shut (P4, V3, V4)."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from itbiz.access.principals import Principal
from itbiz.audit.models import Change, ChangeSet
from itbiz.core.errors import NotAllowed
from tests.cast import SYSTEM, make_contract, make_service, principal
from tests.walkthroughs.asked import WHOLE, child
from walkthroughs.models import Contract, Room, Seat
from walkthroughs.sides import places

pytestmark = pytest.mark.django_db
SECRET = "Zephyr"


@pytest.fixture(autouse=True)
def _fresh_guesses():
    cache.clear()


def address(name, walkthrough, **more):
    """Return the address of a seat's page or part."""
    return reverse(f"walkthroughs:{name}", kwargs={"pk": walkthrough.pk} | more)


def code_of(walkthrough):
    return Room.of(walkthrough).code


def take(walkthrough, name="Aisha"):
    """Ask for a seat from a browser of one's own; returns (the browser, the Seat)."""
    browser = Client()
    browser.post(address("seat-door", walkthrough, code=code_of(walkthrough)), {"name": name})
    return browser, Seat.objects.filter(walkthrough=walkthrough).latest("pk")


def seated(room, walkthrough=None, person=None, line=None):
    """Return (a browser whose seat was let in as Aisha for Database, the Seat)."""
    walkthrough = walkthrough or room.walkthrough
    browser, seat = take(walkthrough)
    seat.admit(by=principal(room.fred), person=person or room.aisha, line=line or room.db)
    return browser, seat


def test_one_joins_by_code_under_a_name_and_waits_to_be_let_in(room):
    browser = Client()
    joined = browser.post(reverse("walkthroughs:join"), {"code": f" {code_of(room.walkthrough).lower()} "})
    door = address("seat-door", room.walkthrough, code=code_of(room.walkthrough))
    assert joined.headers["Location"] == door
    by_link = browser.get(reverse("walkthroughs:join-by-link", args=[code_of(room.walkthrough)]))
    assert by_link.headers["Location"] == door
    assert browser.post(door, {"name": " "}).status_code == 422
    taken = browser.post(door, {"name": "Aisha"})
    seat = address("seat", room.walkthrough)
    assert taken.headers["Location"] == seat
    cookie = taken.cookies["seat"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (seat, True, "Lax")
    waiting = browser.get(seat).content.decode()
    assert "The facilitator lets you in" in waiting
    assert room.root.need not in waiting
    assert browser.get(address("seat-state", room.walkthrough)).content == b"waiting"
    # Whoever comes by the code again finds the seat they took.
    assert browser.get(door).headers["Location"] == seat
    asked = Seat.objects.get()
    room.walkthrough.update(by=principal(room.fred), presences=[])
    asked.admit(by=principal(room.fred), person=room.aisha, line=room.db)
    page = browser.get(seat)
    assert "Database Engineering" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert room.walkthrough.presences.filter(person=room.aisha).count() == 1
    # The log tells that she is present, which is what a yes needs (P4).
    told = Change.objects.filter(kind="walkthroughs.walkthrough", act="join").latest("pk")
    assert (told.before["presences"], len(told.after["presences"])) == ([], 1)
    asked.revoke(by=principal(room.fred))
    gone = browser.get(seat)
    assert gone.status_code == 404
    assert "You have no seat here" in gone.content.decode()


def test_a_door_at_which_many_wait_says_so(room, monkeypatch):
    monkeypatch.setattr("walkthroughs.models.seats.WAITING_AT_MOST", 1)
    _browser, seat = take(room.walkthrough)
    door = address("seat-door", room.walkthrough, code=code_of(room.walkthrough))
    refused = Client().post(door, {"name": "Ruth"})
    assert refused.status_code == 409
    assert "Many wait to be let in already." in refused.content.decode()
    assert Seat.objects.get() == seat
    seat.admit(by=principal(room.fred), person=room.aisha, line=room.db)
    assert Client().post(door, {"name": "Ruth"}).status_code == 302


def test_who_is_not_let_in_reads_that_calmly(room):
    browser, seat = take(room.walkthrough)
    seat.refuse(by=principal(room.fred))
    assert "You were not let in" in browser.get(address("seat", room.walkthrough)).content.decode()
    assert browser.post(address("seat-reason", room.walkthrough), {"text": "No"}).status_code == 404


def test_v3_at_the_door_of_a_restricted_one_its_title_is_not_told(room):
    hidden = room.room(access="restricted", title=SECRET)
    browser, _seat = take(hidden)
    door = Client().get(address("seat-door", hidden, code=code_of(hidden)))
    for page in (door, browser.get(address("seat", hidden))):
        assert page.status_code == 200
        assert SECRET not in page.content.decode()
        assert "Fred" not in page.content.decode()


def test_who_has_an_account_takes_their_seat_with_one_tap_and_is_present(room, enter):
    browser = enter(room.olga)
    door = address("seat-door", room.walkthrough, code=code_of(room.walkthrough))
    assert "Take your seat" in browser.get(door).content.decode()
    assert not room.walkthrough.presences.filter(person=room.olga).exists()
    assert browser.post(door).headers["Location"] == address("seat", room.walkthrough)
    assert room.walkthrough.presences.filter(person=room.olga).exists()
    assert not Seat.objects.exists()
    hidden = room.room(access="restricted", title=SECRET)
    assert browser.get(address("seat", hidden)).status_code == 404
    assert browser.post(address("seat-sit", hidden)).status_code == 404
    assert SECRET not in browser.get(address("seat-door", hidden, code=code_of(hidden))).content.decode()


def test_wrong_codes_are_counted_and_stop_after_sixty(room, client):
    join = reverse("walkthroughs:join")
    for _guess in range(60):
        wrong = client.post(join, {"code": "XXXXX"})
        assert wrong.status_code == 422
    assert "No walk-through that runs now has this code" in wrong.content.decode()
    right = {"code": code_of(room.walkthrough)}
    assert client.post(join, right).status_code == 429
    assert client.get(reverse("walkthroughs:join-by-link", args=[right["code"]])).status_code == 429
    assert client.get(address("seat-door", room.walkthrough, **right)).status_code == 429
    assert client.post(join, right, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_behind_a_proxy_wrong_codes_are_counted_by_phone(room, client, settings):
    join, right = reverse("walkthroughs:join"), {"code": code_of(room.walkthrough)}
    phones = [{"X-Forwarded-For": f"198.51.100.9, 203.0.113.{phone}"} for phone in (1, 2)]
    settings.ITBIZ_PROXIES = 1
    for guess in range(60):
        # What a phone writes into the header itself does not make it another one.
        made_up = {"X-Forwarded-For": f"198.51.100.{guess}, 203.0.113.1"}
        assert client.post(join, {"code": "XXXXX"}, headers=made_up).status_code == 422
    assert [client.post(join, right, headers=phone).status_code for phone in phones] == [429, 302]
    # Without the setting the header counts for nothing.
    settings.ITBIZ_PROXIES = 0
    assert client.post(join, right, headers=phones[0]).status_code == 302


def test_a_code_opens_its_own_room_while_it_runs(room, client):
    other, code = room.room(), code_of(room.walkthrough)
    assert client.get(address("seat-door", other, code=code)).status_code == 422
    room.walkthrough.pause(by=principal(room.fred))
    assert client.get(reverse("walkthroughs:join-by-link", args=[code])).status_code == 422


def doors(room, walkthrough, contract):
    """Return every address of a seat in a walk-through: (method, address)."""
    read = [("get", address(name, walkthrough)) for name in ("seat-state", "seat-stream", "seat-suggest")]
    read.append(("get", address("seat-names", walkthrough, kind="people")))
    written = [("post", address(name, walkthrough)) for name in ("seat-need", "seat-question", "seat-reason")]
    moved = address("seat-move", walkthrough, contract=contract.pk, verb="promise")
    return [("get", address("seat", walkthrough)), *read, *written, ("get", moved), ("post", moved)]


def test_v4_every_side_door_of_a_seat_is_shut(room):
    contract = child(room, "asked")
    other = room.room()
    theirs = make_contract(other, supplier=room.erp, **WHOLE)
    mine, seat = seated(room)
    waiting, _seat = take(room.walkthrough, "Waiter")
    ended, over = seated(room)
    over.revoke(by=principal(room.fred))
    forged = Client()
    forged.cookies["seat"] = f"{seat.key}.wrong"
    before = ChangeSet.objects.count()
    for method, where in doors(room, room.walkthrough, contract):
        for browser in (Client(), ended, forged):
            assert getattr(browser, method)(where).status_code == 404, where
        if not where.endswith(("/state/", f"/{room.walkthrough.pk}/")):
            assert getattr(waiting, method)(where).status_code == 404, where
    # The browser would not even send the cookie there.
    mine.cookies["seat"] = seat_secret(mine)
    for method, where in doors(room, other, theirs):
        assert getattr(mine, method)(where).status_code == 404, where
    crossed = address("seat-move", room.walkthrough, contract=theirs.pk, verb="promise")
    assert mine.get(crossed).status_code == 404
    assert mine.post(address("seat-need", room.walkthrough), {"text": "A", "parent": theirs.pk}).status_code == 404
    # It opens nothing beside its seat.
    for where in (reverse("home"), reverse("walkthroughs:walkthrough", args=[room.walkthrough.pk])):
        assert mine.get(where).status_code == 302
    assert ChangeSet.objects.count() == before


def seat_secret(browser):
    """Return the cookie of a seat, for any address."""
    return browser.cookies["seat"].value


def test_p4_a_seat_steers_nothing_even_as_the_facilitator(room):
    """Who was let in as the facilitator speaks for their own line alone, and not for either side."""
    contract = child(room, "asked")
    room.walkthrough.hand_over(by=SYSTEM, facilitator=room.maya)
    browser, seat = take(room.walkthrough, "Maya")
    seat.admit(by=principal(room.maya), person=room.maya, line=room.erp)
    asked = address("seat-move", room.walkthrough, contract=contract.pk, verb="promise")
    assert browser.post(asked, {"version": contract.version}).status_code == 403
    as_maya = Principal.of_seat(Seat.objects.get(pk=seat.pk))
    _browser, waits = take(room.walkthrough, "Aisha")
    for act in (
        lambda: waits.admit(by=as_maya, person=room.aisha, line=room.db),
        lambda: room.walkthrough.go_to(3, by=as_maya),
        lambda: Room.of(room.walkthrough).show(by=as_maya, focus=contract),
        lambda: room.walkthrough.close(by=as_maya, reason="Enough"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_p4_a_seat_speaks_for_the_one_line_it_was_let_in_for(room):
    """Whoever heads several lines takes a seat for one of them: the others are answered with their account."""
    contract = child(room, "asked", supplier=room.ops)
    room.ops.unit.update(by=SYSTEM, head=room.aisha)
    browser, seat = seated(room)
    asked = address("seat-move", room.walkthrough, contract=contract.pk, verb="promise")
    assert browser.post(asked, {"version": contract.version}).status_code == 403
    by = Principal.of_seat(Seat.objects.get(pk=seat.pk))
    assert not places(by, contract).filter(supplier=room.ops).exists()
    with pytest.raises(NotAllowed):
        Contract.create(by=by, walkthrough=room.walkthrough, parent=contract, need="Somebody else's need")
    with pytest.raises(NotAllowed):
        room.root.accept(by=by)
    contract.promise(by=principal(room.aisha))


def test_v4_the_type_ahead_of_a_seat_names_what_everybody_sees_alone(room):
    make_service(f"{SECRET} tier", line=room.db, publish=False)
    room.room(title=f"{SECRET} room")
    draft = make_service("Hidden", line=room.db, publish=False)
    browser, _seat = seated(room)
    found = browser.get(address("seat-suggest", room.walkthrough), {"text": SECRET}).content.decode()
    assert "button" in found
    assert 'value="service' not in found
    assert "Database tier" in browser.get(address("seat-suggest", room.walkthrough), {"text": "Datab"}).content.decode()
    names = address("seat-names", room.walkthrough, kind="suppliers")
    assert "Cloud Operations" in browser.get(names, {"typed": "Cloud"}).content.decode()
    assert browser.get(address("seat-names", room.walkthrough, kind="projects")).status_code == 404
    contract = child(room, "asked")
    body = {"text": "Hidden", "pick": f"service:{draft.pk}", "parent": contract.pk}
    assert browser.post(address("seat-need", room.walkthrough), body).status_code == 422
    assert not Contract.objects.filter(parent=contract).exists()


def test_a_seat_is_shut_while_its_walkthrough_does_not_run(room):
    contract = child(room, "asked")
    browser, _seat = seated(room)
    room.walkthrough.pause(by=principal(room.fred))
    asked = address("seat-move", room.walkthrough, contract=contract.pk, verb="promise")
    assert browser.post(asked, {"version": contract.version}).status_code == 409
    page = browser.get(address("seat", room.walkthrough))
    assert "This walk-through is paused" in page.content.decode()
    assert asked not in page.content.decode()
