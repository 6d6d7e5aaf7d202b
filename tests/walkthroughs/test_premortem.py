"""H11: whatever the database holds of a premortem, nothing in it leads from a reason to who wrote it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from itbiz.core.errors import Refused
from tests.cast import SYSTEM, Company, principal
from tests.walkthroughs.asked import make_room
from walkthroughs.models import Reason, Room, Seat
from walkthroughs.models.premortem import end_round

REASONS = 40
WITHIN = 15
TABLE = Reason._meta.db_table
# Five times what chance gives an order of forty.
CHANCE = 0.8


@pytest.fixture
def room(transactional_db):
    room = make_room(Company())
    Room.of(room.walkthrough).open_premortem(by=principal(room.fred))
    return room


def writers(room):
    """Return browsers: two of people with an account, two of people who were let in without one."""
    browsers = [Client(), Client(), Client(), Client()]
    browsers[0].force_login(room.maya.user)
    browsers[1].force_login(room.ruth.user)
    code = Room.of(room.walkthrough).code
    door = reverse("walkthroughs:seat-door", args=[room.walkthrough.pk, code])
    for browser, person, line in ((browsers[2], room.aisha, room.db), (browsers[3], room.nadia, room.ops)):
        browser.post(door, {"name": person.name})
        Seat.objects.latest("pk").admit(by=principal(room.fred), person=person, line=line)
    return browsers


def test_a_reason_waits_for_a_meeting_that_ends_and_both_are_done(room):
    """Locked the other way round, each would wait for the other."""
    begun = threading.Event()

    def write():
        begun.set()
        try:
            Reason.write(room.walkthrough, "Nobody tested it")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with room.walkthrough.changing(by=SYSTEM, title="The meeting ends"):
            written = pool.submit(write)
            begun.wait(WITHIN)
            time.sleep(0.3)
            room.walkthrough.pause(by=SYSTEM)
        with pytest.raises(Refused):
            written.result(WITHIN)
    assert not Reason.objects.exists()


def database():
    """Return every row of every table that the database knows of, in the order in which it lies there, by table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchall()
    return found


def lying(hidden):
    """Return the texts of the reasons in the order of a column that the database keeps beside those of the model."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {TABLE} ORDER BY {hidden}")
        return [text for (text,) in cursor.fetchall()]


def agreement(found, written):
    """Return how far two orders agree: 1 where they are the same, -1 where one is the other backwards, 0 by chance."""
    place = {text: number for number, text in enumerate(written)}
    distance = sum((place[text] - number) ** 2 for number, text in enumerate(found))
    return 1 - 6 * distance / (len(written) * (len(written) ** 2 - 1))


def test_h11_writing_a_reason_leaves_nothing_beside_it(room):
    for number, browser in enumerate(writers(room)):
        # The first page of a browser may begin a session; writing itself leaves nothing.
        browser.get(reverse("walkthroughs:seat", args=[room.walkthrough.pk]))
        before = database()
        written = browser.post(
            reverse("walkthroughs:seat-reason", args=[room.walkthrough.pk]), {"text": f"Reason {number}"}
        )
        assert written.status_code == 200
        after = database()
        assert [table for table in before if before[table] != after[table]] == [TABLE]
        (new,) = set(after[TABLE]) - set(before[TABLE])
        with connection.cursor() as cursor:
            columns = [column.name for column in connection.introspection.get_table_description(cursor, TABLE)]
        kept = dict(zip(columns, new, strict=True))
        # A text, and a number that nothing counted; no writer, no time.
        assert set(kept) == {"id", "walkthrough_id", "text", "contract_id", "question_id", "let_go"}
        told = {name: value for name, value in kept.items() if name != "id"}
        empty = {"contract_id": None, "question_id": None, "let_go": ""}
        assert told == empty | {"walkthrough_id": room.walkthrough.pk, "text": f"Reason {number}"}


def test_h11_no_order_and_no_row_leads_from_a_reason_to_its_writer(room):
    written = [f"Failed because of cause {number}" for number in range(REASONS)]
    address = reverse("walkthroughs:seat-reason", args=[room.walkthrough.pk])
    for text, browser in zip(written, islice(cycle(writers(room)), REASONS), strict=True):
        assert browser.post(address, {"text": text}).status_code == 200
    # The ids tell no order even while the round is written.
    assert abs(agreement(lying("id"), written)) < CHANCE
    first = set(Reason.objects.values_list("pk", flat=True))
    end_round(room.walkthrough, by=principal(room.fred))
    assert sorted(lying("id")) == sorted(written)
    assert not first & set(Reason.objects.values_list("pk", flat=True))
    hidden = {"sqlite": ["rowid"], "postgresql": ["ctid"]}[connection.vendor]
    for column in ("id", *hidden):
        assert abs(agreement(lying(column), written)) < CHANCE, column
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT DISTINCT xmin::text FROM {TABLE}")
            # All were written by the one act that ended the round: no transaction of a writer is left.
            assert len(cursor.fetchall()) == 1
    ids = set(Reason.objects.values_list("pk", flat=True)) | first
    for table, rows in database().items():
        if table != TABLE:
            values = {value for row in rows for value in row}
            assert not [text for text in written if any(text in str(value) for value in values)], table
            assert not ids & {value for value in values if isinstance(value, int)}, table


@pytest.mark.parametrize("verb", ["pause", "close"])
def test_h11_a_round_that_ends_with_its_meeting_is_shuffled_too(room, verb):
    written = [f"Failed because of cause {number}" for number in range(REASONS)]
    for text in written:
        Reason.write(room.walkthrough, text)
    first = set(Reason.objects.values_list("pk", flat=True))
    getattr(room.walkthrough, verb)(by=principal(room.fred), reason="The room is needed")
    assert Room.of(room.walkthrough).premortem_until is None
    assert sorted(lying("id")) == sorted(written)
    assert not first & set(Reason.objects.values_list("pk", flat=True))
    for column in ("id", *{"sqlite": ["rowid"], "postgresql": ["ctid"]}[connection.vendor]):
        assert abs(agreement(lying(column), written)) < CHANCE, column
