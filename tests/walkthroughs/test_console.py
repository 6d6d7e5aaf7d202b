"""The facilitator's console: who gets it, what it tells the room, and undoing acts of the tree by name (P2, U3, N7)."""

import pytest
from django.urls import reverse

from tests.cast import make_contract, make_walkthrough, principal
from tests.pages import sign_in
from tests.walkthroughs.asked import make_room
from walkthroughs.acts import acts_of
from walkthroughs.keys import GROUPS, MOVE_KEYS
from walkthroughs.models import Contract, Room
from walkthroughs.moves import MOVES
from walkthroughs.pulse import PULSE

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def room(company):
    return make_room(company)


def urls(room):
    names = ("walkthrough", "room", "acts", "pulse")
    return {name: reverse(f"walkthroughs:{name}", args=[room.walkthrough.pk]) for name in names}


def add(room, need, parent=None):
    """Return a new need below the root, or below `parent`."""
    fields = {"walkthrough": room.walkthrough, "parent": parent or room.root, "need": need}
    return Contract.create(by=principal(room.fred), **fields)


def told(acts):
    """Return (title, whether it stands) of the newest few."""
    return [(act.title.partition(": ")[2], act.stands) for act in acts.rows[:2]]


def test_p2_the_console_is_of_who_steers_a_session_and_others_keep_the_editor(client, room):
    address = urls(room)["walkthrough"]
    page = sign_in(client, room.fred).get(address)
    assert page.context["console"] is not None
    assert 'id="on-wall"' in page.content.decode()
    page = sign_in(client, room.maya).get(address)
    assert page.context["console"] is None
    assert "on-wall" not in page.content.decode()


def test_the_room_shows_what_the_console_tells_it_and_says_its_new_number(client, room):
    address = urls(room)
    sign_in(client, room.fred)
    before = client.get(address["walkthrough"]).context["console"].number
    answer = client.post(
        address["room"],
        {"focus": room.root.pk, "view": "whole", "theme": "dark", "writing": "Test par", "disputed": room.root.pk},
        headers=HTMX,
    )
    shown = Room.objects.get(pk=room.walkthrough.pk)
    assert (shown.focus_id, shown.view, shown.theme, shown.writing) == (room.root.pk, "whole", "dark", "Test par")
    assert shown.disputed_since is not None
    assert answer.status_code == 204
    assert answer.headers["Live-Number"] not in ("", before)
    assert answer.headers["Live-Number"] == client.get(address["walkthrough"]).context["console"].number
    # Without a script one is led back, and what names no contract or no view of this room is none.
    back = client.post(address["room"], {"disputed": "", "back": room.root.pk})
    assert back.url == f"{address['walkthrough']}?focus={room.root.pk}"
    assert Room.objects.get(pk=room.walkthrough.pk).disputed_id is None
    assert client.post(address["room"], {"focus": "999999"}).status_code == 404
    client.post(address["room"], {"view": "upside down"})
    assert Room.objects.get(pk=room.walkthrough.pk).view == ""


def test_n7_the_pulse_is_polled_by_its_tag_and_streamed_to_who_asks_for_a_stream(client, room):
    address = urls(room)["pulse"]
    sign_in(client, room.fred)
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    add(room, "A tested restore")
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.content != first.content
    stream = client.get(address, headers={"Accept": "text/event-stream"})
    assert (stream.view, stream.holder) == (PULSE, room.fred.user.pk)
    steering = {room.fred.user.pk, room.maya.user.pk}
    assert PULSE.admitted(room.walkthrough.pk, steering) == {room.fred.user.pk}
    assert sign_in(client, room.maya).get(address).status_code == 403


def test_u3_undo_and_redo_go_back_and_forth_through_acts_by_name(client, room):
    for need in ("One", "Two"):
        add(room, need)
    address = urls(room)["acts"]
    sign_in(client, room.fred)

    def turn(act):
        return client.post(address, {"act": act.newest, "focus": room.root.pk}, headers=HTMX)

    acts = acts_of(room.walkthrough)
    assert ([title for title, _stands in told(acts)], acts.redo) == (["Two", "One"], None)
    turn(acts.undo)
    turn(acts_of(room.walkthrough).undo)
    acts = acts_of(room.walkthrough)
    assert told(acts) == [("Two", False), ("One", False)]
    assert acts.redo.title.endswith("One")
    turn(acts.redo)
    acts = acts_of(room.walkthrough)
    assert (acts.undo.title[-3:], acts.redo.title[-3:]) == ("One", "Two")
    # What was turned meanwhile is not turned again, and another act ends redoing.
    stale = client.post(address, {"act": acts.rows[1].pk}, headers=HTMX)
    assert stale.status_code == 409
    assert stale.headers["HX-Retarget"] == "#acts"
    add(room, "Three")
    assert acts_of(room.walkthrough).redo is None


def test_u3_an_act_that_another_hangs_on_says_so_and_stays(client, room):
    upper = add(room, "A spare server")
    upper.update(by=principal(room.fred), supplier=room.db)
    add(room, "A place in the rack", upper)
    acts = acts_of(room.walkthrough)
    [first] = [act for act in acts.rows if act.title.endswith("A spare server") and act is acts.rows[2]]
    sign_in(client, room.fred)
    address = urls(room)["acts"]
    shown = client.get(address, {"act": first.newest}, headers=HTMX).content.decode()
    assert "changed since" in shown or "hangs on" in shown
    refused = client.post(address, {"act": first.newest})
    assert refused.status_code == 409
    assert Contract.objects.filter(pk=upper.pk).exists()


def test_u3_all_acts_are_taken_back_one_by_one_down_to_the_prime_contract_though_the_wall_shows_it(client, room):
    walkthrough = make_walkthrough(project=room.walkthrough.project, facilitator=room.fred)
    root = make_contract(walkthrough, need="A better portal")
    sign_in(client, room.fred)
    shown = {"focus": root.pk, "disputed": root.pk}
    client.post(reverse("walkthroughs:room", args=[walkthrough.pk]), shown, headers=HTMX)
    address = reverse("walkthroughs:acts", args=[walkthrough.pk])
    answer = client.post(address, {"act": acts_of(walkthrough).undo.newest, "focus": root.pk}, headers=HTMX)
    assert answer.status_code == 200
    assert not walkthrough.contracts.exists()
    assert (walkthrough.room.focus_id, walkthrough.room.disputed_id) == (None, None)
    assert client.get(reverse("walkthroughs:walkthrough", args=[walkthrough.pk])).status_code == 200


def test_every_move_with_a_letter_is_one_and_no_letter_is_given_twice():
    assert set(MOVE_KEYS) <= set(MOVES)
    letters = [
        key.keys[0] for _heading, keys in GROUPS for key in keys if len(key.keys) == 1 and key.keys != ("Enter",)
    ]
    assert len(letters) == len(set(letters))
