"""The same act twice from the same state, through its page and over REST, and what each of them left behind."""

import html
from dataclasses import dataclass, field, replace

from django.test import Client

from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.record import change_set
from tests.api.client import ApiClient
from tests.cast import SYSTEM
from tests.pages import filled
from tests.stage import undone

KINDS = {200: "done", 201: "done", 302: "done", 400: "invalid", 422: "invalid", 403: "not allowed", 404: "hidden"}
# Own ids and times: they differ from one run to the next, whoever writes.
PASSING = {"id", "terms_id", "agreed_id"}
# What a row hangs on; its id passes as well where the same set made it.
OWNERS = ("walkthrough_id", "contract_id")


@dataclass
class Act:
    """What one does on a page (the form at `page`, sent to `to` with `typed`), and what that is over REST."""

    who: str
    page: str
    path: str
    typed: dict = field(default_factory=dict)
    body: dict = field(default_factory=dict)
    to: str = ""
    method: str = "post"
    # The row that the act changes: its version is what the page showed, and what If-Match names.
    row: object = None
    form: str = "form"

    def by(self, who):
        """Return the same act, tried by somebody else."""
        return replace(self, who=who)


@dataclass
class Outcome:
    """How an act ended: done, invalid, refused, stale or not allowed; the sentences said; the change sets written."""

    kind: str
    said: list
    sets: list


def both(stage, act, meanwhile=None):
    """Return the Outcomes of an act by its page and over REST; `meanwhile()` happens between reading and writing."""
    return [left_by(do, stage, act, meanwhile or (lambda: None)) for do in (by_page, over_rest)]


def left_by(do, stage, act, meanwhile):
    """Return the Outcome of one way of acting, and take back what was written."""
    with undone():
        kind, said, sets = do(stage, act, meanwhile)
        return Outcome(kind, said, sets)


def by_page(stage, act, meanwhile):
    """Read the page, let `meanwhile` happen, send the form as a browser would."""
    client = Client()
    client.force_login(stage.person(act.who).user)
    shown = client.get(act.page)
    form = shown.context.get(act.form) if act.form and shown.status_code == 200 else None
    sent = sent_by(form, shown, act) | act.typed
    meanwhile()
    last = ChangeSet.objects.last_number()
    answer = client.post(act.to or act.page, sent)
    kind = KINDS.get(answer.status_code) or ("stale" if "Somebody else changed" in text_of(answer) else "refused")
    return kind, sentences(answer, kind), written_since(last)


def sent_by(form, shown, act):
    """Return what a browser sends for a form that was shown, what the fields held then included."""
    if form is None:
        return {}
    sent = filled(shown) if act.form == "form" else {}
    for bound in form:
        value = bound.value()
        if act.form != "form" and value not in (None, False):
            sent[bound.html_name] = value
        if bound.field.show_hidden_initial:
            sent[bound.html_initial_name] = "" if value is None else value
    return sent


def text_of(answer):
    """Return a page's text as people read it."""
    return html.unescape(answer.content.decode())


def sentences(answer, kind):
    """Return what a page says about an act that was not done."""
    if kind in ("done", "hidden"):
        return []
    if kind == "not allowed":
        return [text_of(answer)]
    forms = [answer.context.get(name) for name in ("form", "sheet", "question")]
    bound = [form for form in forms if form is not None and form.is_bound]
    said = [str(message) for form in bound for messages in form.errors.values() for message in messages]
    return [*said, answer.context["problem"]] if answer.context.get("problem") else said


def over_rest(stage, act, meanwhile):
    """Send the same over REST, naming the version that was read."""
    client = ApiClient(stage.person(act.who))
    meanwhile()
    last = ChangeSet.objects.last_number()
    reply = client.send(act.method, act.path, act.body, version=act.row and act.row.version)
    kind = KINDS.get(reply.status_code) or {409: "refused", 412: "stale"}[reply.status_code]
    problem = reply.body if kind != "done" else {}
    said = [error["detail"] for error in problem.get("errors", ())] or [problem[n] for n in ("detail",) if n in problem]
    return kind, [] if kind == "hidden" else said, written_since(last)


def written_since(number):
    """Return the change sets after a number, without what differs by way: source, request id, ids, times."""
    return [
        {
            "title": told.title,
            "reason": told.reason,
            "who": (told.actor_id, told.on_behalf_of_id),
            "walkthrough": bool(told.walkthrough_id),
            "changes": told_changes(told),
        }
        for told in ChangeSet.objects.filter(number__gt=number).order_by("number")
    ]


def told_changes(change_set):
    """Return what a set changed, object by object."""
    changes = list(Change.objects.filter(change_set=change_set).order_by("ordinal"))
    made = {change.object_id for change in changes if change.action == Change.Action.CREATED}
    return [
        (change.kind, change.code, change.label, change.action, *(owned(side, made) for side in sides))
        for change in changes
        for sides in [(change.before, change.after)]
    ]


def owned(columns, made):
    """Return the lasting columns, in which the id of an owner that was `made` along is left out."""
    columns = lasting(columns)
    return columns and {name: None if name in OWNERS and value in made else value for name, value in columns.items()}


def lasting(columns, passing=PASSING):
    """Return the columns of a change without own ids and times; terms stand in their contract's columns."""
    if not isinstance(columns, dict):
        return columns
    own = {*PASSING, "contract_id"}
    kept = {name: lasting(value, own) for name, value in columns.items() if name not in passing}
    return {name: bool(value) if name.endswith("_at") else value for name, value in kept.items()}


def touch(row):
    """Let somebody else write a row: its version rises."""
    with change_set(by=SYSTEM, title="Meanwhile") as changes:
        other = type(row).objects.get(pk=row.pk).lock()
        changes.update(other, touched=True)
