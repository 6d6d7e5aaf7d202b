"""The script beside the tree: the steps of a walk-through, the question to read aloud, and the way on (method §1.7)."""

from walkthroughs.models import Walkthrough
from walkthroughs.models.scripted import LAST_STEP
from walkthroughs.room_panel import door_of, meetings_of, quarrel_of
from walkthroughs.script import STEPS
from walkthroughs.step_panels import panel_of

# How a step stands, and the symbol that says it beside the word.
ICONS = {"passed": "promised", "unmet": "warning", "present": "", "to_come": ""}


def script_panel(desk):
    """Return what walkthroughs/_script.html shows of a Desk's walk-through, an empty dict where nobody meets for it.

    `done`, up to the present one, and `later` list steps as {number, name, gate, state, icon, reason}; `step` is the
    present one, with its `question`; `asks` says
    that whoever goes on is asked why; `panel` is what the present step asks for, `quarrel`, `door` and `meetings` are
    the room's. Statements: one for the door, two for the meetings, one for the premortem's gate, those of the panel.
    """
    walkthrough = desk.walkthrough
    if walkthrough.kind != Walkthrough.Kind.SESSION:
        return {}
    now = walkthrough.step
    met = [step.is_met(walkthrough, desk.tree) for step in STEPS[: now + 1]]
    steers = desk.principal.may("walkthroughs.edit_walkthrough", walkthrough)
    goes = steers and walkthrough.status != Walkthrough.Status.CLOSED
    room = getattr(walkthrough, "room", None) if goes else None
    panel = panel_of(desk) if goes else {}
    quarrel = quarrel_of(desk, room) if room else {}
    return {
        "done": [_row(walkthrough, number, met) for number in range(now + 1)],
        "later": [_row(walkthrough, number, met) for number in range(now + 1, len(STEPS))],
        "step": {"number": now, "last": LAST_STEP, "met": met[now], "question": STEPS[now].question}
        | {"name": STEPS[now].name, "gate": STEPS[now].gate},
        "goes": goes,
        "asks": not met[now],
        "back": now - 1 if now else None,
        "next": now + 1 if now < LAST_STEP else None,
        "form": desk.script_form,
        "panel": panel,
        "quarrel": quarrel,
        "door": door_of(desk, room) if room else {},
        "meetings": meetings_of(walkthrough) if steers else [],
        "takes_back": not steers and desk.principal.may("walkthroughs.take_back_walkthrough", walkthrough),
        "problem": _problem(desk.script_form, (panel.get("form"), quarrel.get("form"))),
    }


def _problem(refused, shown):
    """Return what was wrong with a form that no panel shows, in a sentence, or ""."""
    if refused is None or refused in shown:
        return ""
    if "step" in refused.fields:
        # Its fields stand on the page with what is wrong with them.
        return " ".join(refused.non_field_errors())
    return " ".join(str(sentence) for sentences in refused.errors.values() for sentence in sentences)


def _row(walkthrough, number, met):
    step, now = STEPS[number], walkthrough.step
    state = "to_come" if number > now else "present" if number == now else "passed" if met[number] else "unmet"
    reason = walkthrough.gates.get(str(number), "") if state == "unmet" else ""
    return {
        "number": number,
        "name": step.name,
        "gate": step.gate,
        "state": state,
        "icon": ICONS[state],
        "reason": reason,
    }
