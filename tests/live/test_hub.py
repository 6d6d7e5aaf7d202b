"""The hub on real commits: nobody misses the last state, all get the same bytes, who is not admitted is let go."""

import asyncio

import pytest
from django.db import connection, connections

from itbiz.access.models import PresenterLink
from itbiz.live import hub as hubs
from itbiz.live.events import ENDED, Follower, state_event
from itbiz.live.hub import Hub
from itbiz.live.stream import Stream
from itbiz.live.subjects import View
from itbiz.live.tell import hearers
from tests.cast import SYSTEM, Company
from walkthroughs.live import WALKTHROUGH
from walkthroughs.models import Walkthrough

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN = 15


class Titles(View):
    """Shows a title, and notes what it rendered."""

    name = "titles"
    subject = WALKTHROUGH

    def __init__(self):
        self.rendered = []

    def render(self, state, variant):
        """Return the title for a variant."""
        self.rendered.append((state.walkthrough.title, variant))
        return f"<p>{variant}</p>\n<p>{state.walkthrough.title}.</p>"

    def admitted(self, pk, holders):
        """Return the links among the holders that live, as the wall does."""
        return set(PresenterLink.objects.filter(pk__in=holders, revoked_at=None).values_list("pk", flat=True))


class Reader:
    """Follows, and keeps the events it was sent; a slow one begins to read when it is told to."""

    def __init__(self, hub, stream, tag=""):
        self.follower, self.events = hub.follow(stream, tag), []
        self.task = None

    def read(self):
        """Begin to read."""
        self.task = asyncio.ensure_future(self._read())
        return self

    async def _read(self):
        async for event in self.follower.events():
            self.events.append(event)

    @property
    def states(self):
        """The states among the events."""
        return [event for event in self.events if b"event: state" in event]

    def shows(self, title):
        """Return whether the newest state tells a title."""
        return bool(self.states) and f"<p>{title}.</p>".encode() in self.states[-1]


async def until(condition):
    """Wait until a condition holds."""
    async with asyncio.timeout(WITHIN):
        while not condition():
            await asyncio.sleep(0.01)


async def written(act):
    """Call a function that writes, in a thread and a connection of its own."""

    def run():
        try:
            return act()
        finally:
            connections.close_all()

    return await asyncio.to_thread(run)


def rename(walkthrough, title):
    """Return a function that gives a walk-through a title."""
    return lambda: Walkthrough.objects.get(pk=walkthrough.pk).update(by=SYSTEM, title=title)


def link_to(walkthrough):
    """Return the id of a new link to a walk-through."""
    return PresenterLink.issue(by=SYSTEM, subject=walkthrough, permission="walkthroughs.present_walkthrough").pk


@pytest.fixture
def room():
    """A running walk-through."""
    return Company().room(title="Nothing yet")


def break_listening():
    """End the hubs' listening connections, where the database holds any."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'")


def test_n7_two_hubs_tell_everybody_the_last_title_in_the_same_bytes(room):
    link, view = link_to(room), Titles()

    async def play():
        here, there = Hub(), Hub()
        readers = [Reader(hub, Stream(view, room.pk, size, link)).read() for hub in (here, there) for size in "AAB"]
        slow = Reader(here, Stream(view, room.pk, "A", link))
        await until(lambda: all(reader.shows("Nothing yet") for reader in readers))
        before = len(view.rendered)
        for number in range(5):
            await written(rename(room, f"Title {number}"))
        await until(lambda: all(reader.shows("Title 4") for reader in readers))
        slow.read()
        await until(lambda: slow.shows("Title 4"))
        assert len(slow.states) == 1
        assert readers[0].states[-1] is readers[1].states[-1]
        assert readers[0].states[-1] != readers[2].states[-1]
        # Once a hub, a number and a variant, whoever follows.
        assert len(view.rendered) - before <= 5 * 2 * 2
        known = Reader(here, Stream(view, room.pk, "A", link), tag=readers[0].follower.tag).read()
        await until(lambda: known.events)
        assert known.states == []
        here.close()
        there.close()
        await asyncio.gather(*(reader.task for reader in readers))

    asyncio.run(play())
    assert hearers == set()


def test_a_look_that_cannot_be_rendered_holds_up_no_other(room):
    link, view = link_to(room), Titles()
    render = view.render
    view.render = lambda state, variant: {}["no such size"] if variant == "X" else render(state, variant)

    async def play():
        hub = Hub()
        broken, *whole = (Reader(hub, Stream(view, room.pk, size, link)).read() for size in "XAB")
        await until(lambda: all(reader.shows("Nothing yet") for reader in whole))
        await written(rename(room, "Told to all others"))
        await until(lambda: all(reader.shows("Told to all others") for reader in whole))
        assert broken.states == []
        hub.close()
        await asyncio.gather(*(reader.task for reader in (broken, *whole)))

    asyncio.run(play())


def test_what_was_committed_while_nobody_listened_is_caught_up(room):
    """The own process tells nothing here, and the listening connection is broken: what others wrote arrives."""
    link, view = link_to(room), Titles()

    async def play():
        hub = Hub()
        reader = Reader(hub, Stream(view, room.pk, "A", link)).read()
        await until(lambda: reader.shows("Nothing yet"))
        hearers.clear()
        await written(break_listening)
        await written(rename(room, "Written meanwhile"))
        await until(lambda: reader.shows("Written meanwhile"))
        hub.close()

    asyncio.run(play())


def test_v3_a_revoked_link_ends_its_own_streams_alone(room, monkeypatch):
    monkeypatch.setattr(hubs, "BEAT_EVERY", 0.2)
    kept, revoked, view = link_to(room), link_to(room), Titles()

    async def play():
        hub = Hub()
        stays, goes = (Reader(hub, Stream(view, room.pk, "A", link)).read() for link in (kept, revoked))
        await until(lambda: stays.shows("Nothing yet") and goes.shows("Nothing yet"))
        await written(lambda: PresenterLink.objects.get(pk=revoked).revoke(by=SYSTEM))
        await asyncio.wait_for(goes.task, WITHIN)
        await written(rename(room, "Not for everybody"))
        await until(lambda: stays.shows("Not for everybody"))
        assert goes.events[-1] == ENDED
        assert not goes.shows("Not for everybody")
        hub.leave(stays.follower)
        hub.leave(goes.follower)
        assert hub.topics == {}
        hub.close()

    asyncio.run(play())


def test_v4_what_is_rendered_while_one_is_dismissed_is_not_sent_to_them():
    async def play():
        follower = Follower(stream=None)
        follower.close(ENDED)
        follower.give('"8"', state_event('"8"', "<p>Too late</p>"))
        follower.beat()
        assert [event async for event in follower.events()] == [ENDED]

    asyncio.run(play())


def test_a_view_that_fails_keeps_what_it_showed_and_comes_back(room, monkeypatch, caplog):
    monkeypatch.setattr(hubs, "BEAT_EVERY", 0.2)
    link, view, broken = link_to(room), Titles(), Titles()

    def fail(state, variant):
        raise ValueError("nothing to see")

    broken.render = fail

    async def play():
        hub = Hub()
        well = Reader(hub, Stream(view, room.pk, "A", link)).read()
        ill = Reader(hub, Stream(broken, room.pk, "A", link)).read()
        await until(lambda: "nothing to see" in caplog.text)
        del broken.render
        await until(lambda: ill.shows("Nothing yet") and well.shows("Nothing yet"))
        hub.close()

    asyncio.run(play())


def test_a_fragment_of_many_lines_is_one_event():
    assert state_event('"7"', "<p>\n\n</p>\n") == b'id: "7"\nevent: state\ndata: <p>\ndata: \ndata: </p>\n\n'
