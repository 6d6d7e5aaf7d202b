"""What the rooms of the demo brought to light beside the promises: findings, risks, and what was not forgotten."""

from orgchart.models import Line
from walkthroughs.models import Finding, Question, Reason, Room
from walkthroughs.models.premortem import end_round

ROOMS = {
    "WT-ERP": {
        "checklist": {
            "data": "",
            "security": "",
            "licences": "",
            "environments": "",
            "training": "",
            "support": "",
            "communication": "The Controller writes to the retailers herself.",
            "cut_over": "",
            "back_out": "",
        },
        "findings": [
            {
                "rule": "D14",
                "line": "projects",
                "detail": "The old charter of Project & Delivery Services claims to manage all IT projects",
                "evidence": "Minute 6: the whole upgrade stands in the catalog of ERP engineering.",
            },
            {
                "rule": "D03",
                "line": "data-engineering",
                "detail": "Dashboards are built by Data & Analytics and by ERP engineering",
                "evidence": "Minute 41: both claimed the 58 reports. Provisional owner: Data & Analytics.",
            },
            {
                "rule": "D18",
                "number": "0.6",
                "detail": "Nobody owns the list of the retailers' EDI addresses",
                "evidence": "Minute 52: Integration keeps a copy, Client Partnering declined.",
            },
            {
                "rule": "D13",
                "number": "0.9.2",
                "detail": "Expected results and testers would be supplied by Finance and Supply Chain together",
                "evidence": "Minute 52: two suppliers of one result are none. It must be split.",
            },
            {
                "rule": "D02",
                "number": "0.13",
                "detail": "Nobody offers product master data of agreed quality",
                "evidence": "Minute 56: asked of every line in the room.",
            },
        ],
        # What a buyer owes for one contract, and the contract by which somebody else promised it to them.
        "met_by": [
            ("0.7", "Role catalogue", "0.1"),
            ("0.9", "Stable build", "0.3"),
            ("0.10", "List of known errors", "0.9"),
        ],
        # Each with the contract that looks after it, or the contract whose open question does.
        "reasons": [
            {"text": "The old and the new figures never agreed, and nobody trusted the close", "contract": "0.8"},
            {"text": "The second rehearsal was cancelled to save a weekend", "contract": "0.11"},
            {"text": "The testers had their own work to do and looked at half of it", "question": "0.9.2"},
            {"text": "Norvik's two best people left for another customer", "contract": "0.4.1"},
            {"text": "Black Friday came before the freeze was decided", "question": "0"},
            {"text": "The failover had been proven on another release", "contract": "0.5"},
            {"text": "Nobody answered the phone in the second week", "contract": "0.10"},
            {"text": "Two duties stayed with one person, and the auditor stopped the close", "contract": "0.7"},
            {"text": "Half of the products had two numbers", "question": "0.13"},
        ],
    },
    "WT-PORTAL": {"focus": "0.2", "checklist": {"security": ""}},
}


def furnish(session):
    """Write down, as its facilitator, what the room of a demo session brought to light."""
    room, by = ROOMS.get(session.entry["code"], {}), session.facilitator
    walkthrough, contracts = session.walkthrough, session.contracts
    for topic, because in room.get("checklist", {}).items():
        walkthrough.tick(topic, by=by, because=because)
    for entry in room.get("findings", ()):
        told = dict(entry)
        number, line = told.pop("number", None), told.pop("line", None)
        about = contracts[number] if number else Line.objects.get(code=line)
        Finding.create(by=by, about=about, found_in=walkthrough, **told)
    for number, what, meets in room.get("met_by", ()):
        duty = contracts[number].obligations.get(what=what)
        duty.update(by=session.buyer_of({"number": number}), met_by=contracts[meets])
    if "reasons" in room:
        hold_premortem(walkthrough, by, room["reasons"], contracts)
    if "focus" in room:
        Room.of(walkthrough).show(by=by, focus=contracts[room["focus"]])


def hold_premortem(walkthrough, by, reasons, contracts):
    """Let everybody write why it failed, end the round, and give each reason its home."""
    Room.of(walkthrough).open_premortem(by=by)
    for entry in reasons:
        Reason.write(walkthrough, entry["text"])
    end_round(walkthrough, by=by)
    for entry in reasons:
        reason = Reason.objects.get(walkthrough=walkthrough, text=entry["text"])
        if "contract" in entry:
            reason.house(by=by, contract=contracts[entry["contract"]])
        else:
            asked = Question.objects.about(contracts[entry["question"]]).first()
            reason.house(by=by, question=asked)
