"""The minutes of a walk-through: what its meetings left on record, at once and while it still runs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from itbiz.audit.models import Change
from orgchart.models import Person
from walkthroughs.items import Item, Section
from walkthroughs.light_words import detail
from walkthroughs.models import Contract, Question
from walkthroughs.models.findings import RULES, Finding
from walkthroughs.models.room import Meeting
from walkthroughs.models.scripted import TOPICS
from walkthroughs.orders import is_promised
from walkthroughs.risks import read_risks
from walkthroughs.script import STEPS
from walkthroughs.tree import read_tree

# What waits for a yes, and what nobody was asked for or wants, by display state.
ASKED = ("asked", "countered")
LEFT = ("gap", "declined", "need", "draft")


@dataclass(frozen=True)
class Minutes:
    """What stands above (`facts`, pairs of name and value), the `sections` below it, and the Tree they tell of."""

    facts: list
    sections: list
    tree: object


def read_minutes(principal, walkthrough):
    """Return the Minutes of a walk-through the caller may see, in a dozen statements, whatever it holds."""
    tree = read_tree(walkthrough)
    questions = [*tree.questions, *(asked for node in tree.nodes for asked in node.questions)]
    if walkthrough.project:
        questions += Question.objects.about(walkthrough.project).values(
            "id", "code", "text", "due", "resolution", "decider__name", "about_kind", "about_id"
        )
    findings = Finding.objects.visible_to(principal).filter(walkthrough=walkthrough).order_by("pk")
    follow_ons = walkthrough.project.follow_ons.select_related("line") if walkthrough.project else ()
    sections = [
        Section("meetings", _("Meetings"), _meetings(walkthrough), _("It was not held yet.")),
        Section("gates", _("Gates passed unmet"), gates(walkthrough.passed_unmet)),
        Section("promises", _("Promises"), promises(tree, walkthrough), _("Nothing is promised yet.")),
        Section("asked", _("Still asked"), asked(tree, walkthrough)),
        Section("left", _("Nobody's, declined, not asked yet"), left(tree)),
        Section("questions", _("Open questions"), parked(questions), _("None is open.")),
        Section("findings", _("Findings about the organisation"), found(findings)),
        Section("risks", _("Risks"), risks(read_risks(walkthrough))),
        Section("follow_ons", _("The day after"), after(follow_ons, walkthrough.waivers)),
        Section("checklist", _("What is usually missing"), checklist(walkthrough.checklist)),
        Section("decided", _("Decided"), decided(questions)),
    ]
    return Minutes(facts_of(walkthrough, tree, why_prime(tree)), sections, tree)


def facts_of(walkthrough, tree, because=""):
    """Return what stands above minutes beside client and result, as pairs; `because` is why the prime is the prime."""
    project = walkthrough.project
    prime = tree.root.name if tree and tree.root.supplier_id else ""
    step = {"number": walkthrough.step, "name": STEPS[walkthrough.step].name}
    return [
        (_("Sponsor"), str(project.sponsor) if project and project.sponsor else ""),
        (_("Facilitator"), str(walkthrough.facilitator) if walkthrough.facilitator else ""),
        (_("Prime contractor"), f"{prime}: {because}" if prime and because else prime),
        (_("Step"), "" if walkthrough.result else _("%(number)s of 13, %(name)s") % step),
    ]


def why_prime(tree):
    """Return the reason that was given when the root last got its supplier, or ""."""
    if not tree:
        return ""
    told = Change.objects.filter(kind="walkthroughs.contract", object_id=tree.root.id, after__isnull=False)
    columns = ("before__supplier_id", "after__supplier_id", "change_set__reason")
    for before, after, reason in told.order_by("-pk").values_list(*columns):
        if before != after:
            return reason
    return ""


def lit(lights):
    """Return stored lights as items."""
    return tuple(Item("light", light["code"], detail(light), state=light["state"]) for light in lights)


def gates(passed):
    """Return the gates that were passed unmet, with why, from {step: reason}."""
    return tuple(_gate(step, passed[step]) for step in sorted(passed, key=int))


def _gate(number, reason):
    step = STEPS[int(number)]
    text = _("%(step)s, although not met: %(gate)s") % {"step": step.name, "gate": step.gate}
    return Item("gate", number, text, state="passed_unmet", mark=number, notes=(reason,))


def promises(tree, walkthrough):
    """Return what was promised and stands: who promised what to whom by when, and who said the yes."""
    return tuple(
        _item("promise", node, walkthrough, _said(node)) for node in tree.nodes if node.counts and is_promised(node)
    )


def asked(tree, walkthrough):
    """Return what waits for an answer, and whose."""
    waiting = (node for node in tree.nodes if node.state in ASKED and not is_promised(node))
    return tuple(_item("asked", node, walkthrough, ()) for node in waiting)


def left(tree):
    """Return what has no yes and waits for nobody: gaps, what was declined and why, needs not asked yet, drafts."""
    nodes = sorted((node for node in tree.nodes if node.display in LEFT), key=lambda node: LEFT.index(node.display))
    return tuple(_item(node.display, node, None, _declined(node)) for node in nodes)


def _item(kind, node, walkthrough, notes):
    buyer = node.buyer_line_name or (str(walkthrough.client) if walkthrough and node.parent_id is None else "")
    who = _("%(supplier)s to %(buyer)s") % {"supplier": node.name, "buyer": buyer} if buyer else node.name
    return Item(
        kind,
        node.code,
        node.title,
        who if walkthrough else (node.name if node.supplier_id else ""),
        node.due,
        node.display,
        mark=node.number,
        notes=tuple(notes),
        url=reverse("walkthroughs:contract", args=[node.id]),
        block=node.block,
    )


def _said(node):
    if node.promised_at:
        told = {"who": node.on_behalf_of_name or node.promised_by_name, "by": node.promised_by_name}
        told["at"] = date_format(timezone.localtime(node.promised_at), "j M Y, H:i")
        if node.promised_by_id == node.on_behalf_of_id or not node.promised_by_name:
            yield _("Promised by %(who)s, %(at)s") % told
        else:
            yield _("Said by %(who)s, written down by %(by)s, %(at)s") % told
    if node.conditions:
        yield _("Only if: %(conditions)s") % {"conditions": node.conditions}


def _declined(node):
    if node.state != "declined":
        return
    if node.decline_why:
        yield str(Contract.Why(node.decline_why).label)
    if node.decline_whose_name:
        yield _("Whose it may be: %(line)s") % {"line": node.decline_whose_name}
    if node.said_why:
        yield node.said_why


def parked(questions):
    """Return the open questions, each with who decides and by when."""
    return tuple(_question(one, "open") for one in questions if not one["resolution"])


def decided(questions):
    """Return the questions that were decided, with what was decided."""
    return tuple(_question(one, "decided", one["resolution"]) for one in questions if one["resolution"])


def _question(question, state, *notes):
    who = question["decider__name"] or _("nobody decides")
    url = reverse("walkthroughs:question", args=[question["id"]])
    return Item(
        "question", question["code"], question["text"], who, question["due"], state, question["code"], notes, url
    )


def found(findings):
    """Return structural findings, with the reason of those that were explained or fixed."""
    return tuple(
        Item("finding", one.code, one.detail, "", None, one.state, one.rule, _of_finding(one)) for one in findings
    )


def _of_finding(finding):
    return tuple(note for note in (str(RULES[finding.rule]), finding.evidence, finding.reason) if note)


def risks(reasons):
    """Return the reasons of the premortem, each with its home; no writer exists (H11)."""
    return tuple(
        Item("risk", "", one["text"], one["home"], None, one["state"], notes=tuple(n for n in (one["how"],) if n))
        for one in reasons
    )


def after(follow_ons, waivers):
    """Return what follows the day after, and whose it is; or why nothing does."""
    if not follow_ons and "follow_ons" in waivers:
        return (Item("follow_on", "", _("Nothing, because: %(why)s") % {"why": waivers["follow_ons"]}),)
    states = {True: "with_a_line", False: "without_a_line"}
    return tuple(
        Item("follow_on", "", one.what, str(one.line or ""), None, states[one.line_id is not None])
        for one in follow_ons
    )


def checklist(ticked):
    """Return the topics that are usually missing: looked after, not needed and why, or not ticked."""
    return tuple(
        Item("topic", topic, str(name), state=_ticked(ticked, topic), notes=tuple(filter(None, [ticked.get(topic)])))
        for topic, name in TOPICS.items()
    )


def _ticked(ticked, topic):
    if topic not in ticked:
        return "not_ticked"
    return "not_needed" if ticked[topic] else "looked_after"


def _meetings(walkthrough):
    meetings = list(Meeting.objects.filter(walkthrough=walkthrough))
    here = list(walkthrough.presences.values_list("person", flat=True))
    present = {pk for meeting in meetings for pk in meeting.people} | set(here)
    names = dict(Person.objects.filter(pk__in=present).values_list("pk", "name"))
    return tuple(meeting_item(one, one.people if one.ended_at else here, names) for one in meetings)


def meeting_item(meeting, people, names):
    """Return a Meeting as an item: when, for how long, and who of the ids `people` was there, by their `names`."""
    began, ended = timezone.localtime(meeting.started_at), meeting.ended_at and timezone.localtime(meeting.ended_at)
    told = {"began": date_format(began, "j M Y, H:i"), "box": meeting.minutes}
    if ended:
        told |= {"ended": date_format(ended, "H:i"), "took": round((ended - began).total_seconds() / 60)}
        text = _("%(began)s to %(ended)s, %(took)s of %(box)s minutes") % told
    else:
        text = _("since %(began)s, for %(box)s minutes") % told
    who = ", ".join(sorted(names[pk] for pk in people if pk in names))
    state = "ended" if ended else "under_way"
    return Item("meeting", str(meeting.number), text, who, began.date(), state, str(meeting.number))
