"""Minutes and order sheets: page, Markdown and CSV tell the same, at once, to those who see the room (V3, H11)."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tests.cast import SYSTEM, make_contract, principal
from tests.walkthroughs.asked import child
from tests.walkthroughs.test_prints import words
from walkthroughs import minutes
from walkthroughs.items import Item, Section, markdown, table
from walkthroughs.models import Contract, Obligation, Question, Walkthrough
from walkthroughs.models.findings import Finding
from walkthroughs.models.premortem import Reason, end_round
from walkthroughs.models.room import Meeting, Room

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def held(room):
    """Everything that minutes tell: promised by the supplier and for one, asked, declined, a gap, a risk, a finding."""
    fred = principal(room.fred)
    room.tier = child(room, "promised", need="A tier", due=date(2027, 5, 15))
    room.spoken = child(room, "asked", need="A =SUM(1) network")
    room.spoken.promise(by=fred, on_behalf_of=room.aisha)
    room.open = child(room, "asked", need="Backups")
    child(room, "declined", need="Night watch")
    make_contract(room.walkthrough, parent=room.root, gap=True, need="Master data")
    fred = principal(room.fred)
    room.doubt = Question.create(by=fred, about=room.open, text="Which site?", decider=room.ruth, due=date(2027, 1, 9))
    settled = Question.create(by=fred, about=room.walkthrough, text="Whose budget?", decider=room.elin)
    settled.resolve(by=principal(room.elin), resolution="Finance pays.")
    Finding.create(by=fred, about=room.walkthrough, rule="D02", detail="Nobody offers master data")
    room.project.update(by=SYSTEM, follow_ons=[{"what": "Hosting", "line": room.ops}, {"what": "Old servers off"}])
    fresh(room.walkthrough).tick("security", by=fred, because="Nothing new")
    fresh(room.walkthrough).tick("data", by=fred)
    fresh(room.walkthrough).go_to(11, by=fred, reason="The sponsor is on her way")
    opened = Room.of(room.walkthrough)
    opened.open_premortem(by=fred)
    Reason.write(room.walkthrough, "The tier came late")
    Reason.write(room.walkthrough, "Nobody tested it")
    return room


def read(room):
    walkthrough = Walkthrough.objects.select_related("project__sponsor", "client_unit").get(pk=room.walkthrough.pk)
    return minutes.read_minutes(principal(room.fred), walkthrough)


def section(found, name):
    return next(one for one in found.sections if one.name == name).items


def house(room, text, **home):
    Reason.objects.get(text=text).house(by=principal(room.fred), **home)


def test_minutes_tell_who_promised_what_to_whom_by_when_and_who_said_it(held):
    found = read(held)
    tier, spoken = section(found, "promises")
    assert (tier.text, tier.who, tier.due) == ("A tier", "Database Engineering to ERP Engineering", date(2027, 5, 15))
    assert tier.notes[0].startswith("Promised by Aisha Okafor, ")
    assert spoken.notes[0].startswith("Said by Aisha Okafor, written down by Fred Facilitator, ")
    assert [(one.text, one.who) for one in section(found, "asked")] == [
        ("Backups", "Database Engineering to ERP Engineering")
    ]
    assert [(one.kind, one.text, one.notes) for one in section(found, "left")] == [
        ("gap", "Master data", ()),
        ("declined", "Night watch", ("no capacity",)),
        ("draft", "The books closed in four days", ()),
    ]


def test_minutes_tell_what_is_open_found_and_passed(held):
    found = read(held)
    (doubt,) = section(found, "questions")
    assert (doubt.text, doubt.who, doubt.due) == ("Which site?", "Ruth Petersen", date(2027, 1, 9))
    assert [(one.text, one.notes) for one in section(found, "decided")] == [("Whose budget?", ("Finance pays.",))]
    assert [(one.mark, one.text) for one in section(found, "findings")] == [("D02", "Nobody offers master data")]
    assert [(one.text, one.who, one.state) for one in section(found, "follow_ons")] == [
        ("Hosting", "Cloud Operations", "with_a_line"),
        ("Old servers off", "", "without_a_line"),
    ]
    ticked = {one.code: (one.state, one.notes) for one in section(found, "checklist")}
    assert (ticked["security"], ticked["data"]) == (("not_needed", ("Nothing new",)), ("looked_after", ()))
    assert (len(ticked), ticked["support"]) == (9, ("not_ticked", ()))
    (meeting,) = section(found, "meetings")
    assert (meeting.state, "Fred Facilitator" in meeting.who, "Maya Lindqvist" in meeting.who) == (
        "under_way",
        True,
        True,
    )
    assert dict(found.facts)["Step"] == "11 of 13, Premortem"


def test_gates_passed_unmet_come_with_their_reason():
    (gate, later) = minutes.gates({"10": "Tomorrow", "3": "Two insist"})
    assert (gate.code, gate.notes, gate.text) == ("3", ("Two insist",), "Prime, although not met: exactly one")
    assert later.code == "10"


def test_a_meeting_tells_when_how_long_and_who():
    began, ended = datetime(2026, 3, 2, 9, 0, tzinfo=UTC), datetime(2026, 3, 2, 10, 22, tzinfo=UTC)
    one = Meeting(number=2, started_at=began, ended_at=ended, minutes=90, people=[7, 3, 99])
    item = minutes.meeting_item(one, one.people, {7: "Zoe", 3: "Adam"})
    assert (item.who, item.state) == ("Adam, Zoe", "ended")
    assert "82 of 90 minutes" in item.text


def test_h11_risks_have_homes_and_no_writer_and_stay_hidden_while_they_are_written(held):
    assert section(read(held), "risks") == ()
    end_round(held.walkthrough, by=principal(held.fred))
    house(held, "The tier came late", contract=held.tier)
    house(held, "Nobody tested it", question=held.doubt)
    risks = {one.text: (one.who, one.state, one.notes) for one in section(read(held), "risks")}
    assert risks == {
        "The tier came late": ("Database Engineering", "looked_after", ("by contract 0.1",)),
        "Nobody tested it": ("Ruth Petersen", "looked_after", ("by the question: Which site?",)),
    }


def test_the_prime_is_told_with_why_it_became_the_prime(room):
    assert dict(read(room).facts)["Prime contractor"] == "ERP Engineering"
    fresh(room.root).reassign(by=principal(room.fred), supplier=room.ops, reason="It is in their catalog")
    Contract.objects.get(pk=room.root.pk).update(by=principal(room.fred), need="Closed in three", reason="Sooner")
    assert dict(read(room).facts)["Prime contractor"] == "Cloud Operations: It is in their catalog"


def test_the_page_markdown_and_csv_tell_the_same_and_no_cell_is_a_formula(held, enter):
    Obligation.create(by=SYSTEM, contract=held.open, what="=cmd()")
    client, pk = enter(held.olga), held.walkthrough.pk
    page = words(client.get(reverse("walkthroughs:minutes", args=[pk])))
    text = client.get(reverse("walkthroughs:minutes-file", args=[pk, "md"])).content.decode()
    answer = client.get(reverse("walkthroughs:minutes-file", args=[pk, "csv"]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [*rows[0]] == ["kind", "code", "text", "who", "due", "state"]
    for row in rows:
        if row["kind"] in ("promise", "question", "finding", "topic"):
            assert row["text"] in page
            assert row["text"].replace("#", r"\#") in text
    assert {row["kind"] for row in rows} >= {"meeting", "light", "promise", "asked", "gap", "question", "topic"}
    sheets = client.get(reverse("walkthroughs:orders-file", args=[pk, "csv"])).content.decode("utf-8-sig")
    owed = [row for row in csv.DictReader(io.StringIO(sheets)) if "=cmd()" in row["text"]]
    assert {(row["line"], row["kind"], row["text"]) for row in owed} == {
        ("Database Engineering", "needs", "You need: =cmd()"),
        ("ERP Engineering", "provides", "You provide: =cmd()"),
    }
    told = client.get(reverse("walkthroughs:orders-file", args=[pk, "md"])).content.decode()
    assert "## Database Engineering" in told
    assert "**A tier** (ERP Engineering; by 15 May 2027; promised)" in told
    assert client.get(reverse("walkthroughs:minutes-file", args=[pk, "exe"])).status_code == 404


def test_markdown_takes_no_text_for_its_own_marks():
    item = Item("risk", "", "*Bold* <b>\n# Title", "[x](y)", date(2027, 1, 9), "let_go", notes=("`code`",))
    text = markdown(
        "A_b", [("Client", ""), ("Sponsor", "E")], [Section("r", "Risks", (item,)), Section("n", "None", ())]
    )
    assert text.splitlines() == [
        r"# A\_b",
        "",
        "- Sponsor: **E**",
        "",
        "## Risks",
        "",
        r"- **\*Bold\* \<b\> \# Title** (\[x\](y); by 9 Jan 2027; let go)",
        r"  - \`code\`",
    ]
    assert next(table([Section("r", "Risks", (item,))]))[4:] == (date(2027, 1, 9), "let_go")


def test_v3_minutes_of_a_restricted_or_practised_one_are_for_its_parties(room, enter):
    hidden = [room.room(mode="practice"), room.room(access="restricted")]
    for walkthrough in hidden:
        for name, more in (("minutes", ()), ("minutes-file", ("csv",)), ("orders-file", ("md",))):
            address = reverse(f"walkthroughs:{name}", args=[walkthrough.pk, *more])
            assert (enter(room.olga).get(address).status_code, enter(room.elin).get(address).status_code) == (404, 200)


def test_h11_papers_tell_the_risks_of_what_a_line_promised(held, enter):
    end_round(held.walkthrough, by=principal(held.fred))
    house(held, "The tier came late", contract=held.tier)
    for name, row in (("outline", held.walkthrough), ("order_sheets", held.walkthrough), ("line-orders", held.db)):
        page = words(enter(held.olga).get(reverse(f"walkthroughs:{name}", args=[row.pk])))
        assert "Risk: The tier came late" in page, name
