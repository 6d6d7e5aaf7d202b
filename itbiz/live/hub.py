"""The hub: one a process. It hears of commits, renders what is followed once, and hands everybody the same bytes."""

import asyncio
import logging
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connections
from django.utils import translation

from itbiz.live.events import ENDED, Follower, state_event
from itbiz.live.watch import watch

BEAT_EVERY = 10
AGAIN_AFTER = 1
log = logging.getLogger(__name__)


class Topic:
    """One followed row: who follows, its number, and what was read and rendered of it at that number."""

    def __init__(self, subject, pk):
        self.subject, self.pk = subject, pk
        self.followers = set()
        self.number, self.state = None, None
        # {look: (tag, event)}, where a look is (view, variant, language).
        self.events = {}

    def looks(self):
        """Return {look: the holders of its streams}."""
        found = defaultdict(set)
        for follower in self.followers:
            found[look_of(follower.stream)].add(follower.stream.holder)
        return found


def look_of(stream):
    """Return what tells one fragment of a row from another: (view, variant, language)."""
    return stream.view, stream.variant, stream.language


class Hub:
    """Followers by topic. Everything but `_read` and what it calls runs in the event loop."""

    def __init__(self):
        self.topics, self.closed = {}, False
        self.due, self.woken = set(), asyncio.Event()
        # Pages have threads of their own, so a slow one holds up no room. A second thread here would only compete.
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.tasks = [asyncio.ensure_future(task) for task in (self._work(), self._beat(), self._hear())]

    def follow(self, stream, tag=""):
        """Return a new Follower of what a Stream names; `tag` is that of the fragment its page has."""
        follower = Follower(stream, tag)
        key = stream.view.subject.topic(stream.pk)
        topic = self.topics.setdefault(key, Topic(stream.view.subject, stream.pk))
        topic.followers.add(follower)
        if known := topic.events.get(look_of(stream)):
            follower.give(*known)
        else:
            self._look_at(key)
        follower.beat()
        if self.closed:
            follower.close()
        return follower

    def leave(self, follower):
        """Forget a follower whose stream ended."""
        key = follower.stream.view.subject.topic(follower.stream.pk)
        topic = self.topics.get(key)
        if topic is None:
            return
        topic.followers.discard(follower)
        if not topic.followers:
            del self.topics[key]

    def close(self):
        """End every stream, those that are still to come as well, and stop."""
        self.closed = True
        for topic in self.topics.values():
            for follower in topic.followers:
                follower.close()
        for task in self.tasks:
            task.cancel()
        self.reader.submit(connections.close_all)
        self.reader.shutdown(wait=False)

    def _look_at(self, key):
        if key in self.topics:
            self.due.add(key)
            self.woken.set()

    def _look_at_all(self):
        for key in self.topics:
            self._look_at(key)

    async def _hear(self):
        await watch(self._look_at, self._look_at_all)

    async def _beat(self):
        """Let pages know that the line stands, end what is no longer admitted, and look again to be safe."""
        while True:
            await asyncio.sleep(BEAT_EVERY)
            for topic in self.topics.values():
                for follower in topic.followers:
                    follower.beat()
            self._look_at_all()

    async def _work(self):
        """Read what is due, all of it at once; what becomes due meanwhile waits and is read once."""
        loop = asyncio.get_running_loop()
        while True:
            await self.woken.wait()
            self.woken.clear()
            due, self.due = self.due, set()
            topics = [(self.topics[key], self.topics[key].looks()) for key in due if key in self.topics]
            try:
                await loop.run_in_executor(self.reader, self._read, topics, loop)
            except Exception:
                log.exception("What is followed could not be read")
                await asyncio.sleep(AGAIN_AFTER)
                for key in due:
                    self._look_at(key)

    def _read(self, topics, loop):
        """Find what changed of (topic, looks) pairs, and have it handed out as it is rendered; in a thread.

        Its connection is kept: opening one takes PostgreSQL longer than all that is read.
        """
        close_old_connections()
        by_subject = defaultdict(list)
        for topic, looks in topics:
            by_subject[topic.subject].append((topic, looks))
        for subject, pairs in by_subject.items():
            numbers = subject.numbers([topic.pk for topic, _looks in pairs])
            for topic, looks in pairs:
                self._read_one(topic, looks, numbers.get(topic.pk), loop)

    def _read_one(self, topic, looks, number, loop):
        """Bring one topic to its number; what fails is logged, keeps its last event, and is tried at the next beat."""
        try:
            admitted = self._admit(topic, looks, number, loop)
            if topic.number != number:
                topic.number, topic.state = number, None
            for look, holders in looks.items():
                if holders & admitted[look[0]]:
                    self._try_to_render(topic, look, loop)
        except Exception:
            log.exception("%s:%s could not be read", topic.subject.kind, topic.pk)

    def _try_to_render(self, topic, look, loop):
        """Render a look; one that fails, such as a size nobody thought of, holds up no other."""
        try:
            self._render(topic, look, loop)
        except Exception:
            log.exception("%s:%s could not be shown as %s", topic.subject.kind, topic.pk, look)

    def _admit(self, topic, looks, number, loop):
        """Return {view: its holders who may still look}, and have the streams of all others ended."""
        asked = defaultdict(set)
        for (view, _variant, _language), holders in looks.items():
            asked[view] |= holders
        gone = number is None
        admitted = {view: set() if gone else view.admitted(topic.pk, holders) for view, holders in asked.items()}
        loop.call_soon_threadsafe(self._dismiss, topic, asked, admitted)
        return admitted

    def _render(self, topic, look, loop):
        """Render one look of a topic, unless it was rendered at this number, and have it handed out."""
        view, variant, language = look
        tag = view.tag(topic.number, variant, language)
        if topic.events.get(look, ("",))[0] == tag:
            return
        topic.state = topic.state or topic.subject.read(topic.pk)
        with translation.override(language):
            html = view.render(topic.state, variant)
        loop.call_soon_threadsafe(self._hand_out, topic, look, tag, state_event(tag, html))

    def _dismiss(self, topic, asked, admitted):
        """End the streams whose holder was asked about and is not admitted."""
        for follower in topic.followers:
            view, holder = follower.stream.view, follower.stream.holder
            if holder in asked.get(view, ()) and holder not in admitted[view]:
                follower.close(ENDED)

    def _hand_out(self, topic, look, tag, event):
        """Give an event to all who follow a topic with this look."""
        looks = topic.looks()
        topic.events = {known: kept for known, kept in topic.events.items() if known in looks} | {look: (tag, event)}
        for follower in topic.followers:
            if look_of(follower.stream) == look:
                follower.give(tag, event)
