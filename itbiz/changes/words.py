"""What a change set changed, in people's words: fields by their labels, values before and after."""

from datetime import date, datetime

from django.apps import apps
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from itbiz.audit.keeping import keeper_of
from itbiz.audit.steps import same
from itbiz.core.columns import COLUMNS
from walkthroughs.models import Terms
from walkthroughs.models.terms import TERMS

# Columns that tell a reader nothing: numbers of rows, and what follows from the place in a tree.
UNTOLD = {
    *("id", "terms_id", "agreed_id", "service_version_id", "number", "depth", "about_kind", "about_id", "mode"),
    *("subject_kind", "subject_id"),
}


def told(changes, principal):
    """Return what `changes` (of one set) did: dicts of `label`, `action`, and `rows` of (field, before, after)."""
    names, entries = Names(principal), []
    for change in changes:
        model, hidden = apps.get_model(change.kind), keeper_of(change.kind).hidden(principal, change.object_id)
        before, after = (_open(snapshot, hidden) for snapshot in (change.before, change.after))
        pairs = [(name, before.get(name), after.get(name)) for name in {**before, **after}]
        pairs = [pair for pair in pairs if not same(*pair) and not (_is_empty(pair[1]) and _is_empty(pair[2]))]
        names.note(model, pairs)
        entries.append((change, model, pairs))
    names.look_up()
    return [_entry(change, model, pairs, names) for change, model, pairs in entries]


def _open(snapshot, hidden):
    """Return a snapshot with its terms among its columns, without what is not told."""
    snapshot = dict(snapshot or {})
    terms = snapshot.pop("terms", None) or {}
    snapshot |= {name: terms.get(name) for name in (*TERMS, "asks") if name in terms}
    return {name: value for name, value in snapshot.items() if name not in UNTOLD | hidden}


def _is_empty(value):
    return value in (None, "", False, [], {})


def _entry(change, model, pairs, names):
    rows = [(_label(model, name), names.text(model, name, a), names.text(model, name, b)) for name, a, b in pairs]
    return {"label": change.label, "kind": capfirst(model._meta.verbose_name), "action": change.action, "rows": rows}


def _field(model, name):
    """Return the column `name` of a model, of its terms where it has some, or None."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return columns.get(name) or {field.attname: field for field in Terms._meta.concrete_fields}.get(name)


def _label(model, name):
    field = _field(model, name)
    return capfirst(str(COLUMNS.get(name) or (field.verbose_name if field else name.replace("_", " "))))


class Names:
    """The names of the rows that changed columns lead to, looked up in one statement a model."""

    def __init__(self, principal):
        self.principal, self.wanted, self.found = principal, {}, {}

    def note(self, model, pairs):
        """Take note of the ids in `pairs` of (column or part, before, after)."""
        for name, before, after in pairs:
            for field, value in _columns(model, name, before) + _columns(model, name, after):
                if field is not None and field.is_relation and value is not None:
                    self.wanted.setdefault(field.related_model, set()).add(value)

    def look_up(self):
        """Read the names, of the rows that the reader may see."""
        for model, ids in self.wanted.items():
            rows = model.objects
            rows = rows.visible_to(self.principal) if hasattr(rows, "visible_to") else rows
            self.found[model] = {row.pk: str(row) for row in rows.filter(pk__in=ids)}

    def text(self, model, name, value):
        """Return a value of the column or part `name` in words; "" for nothing."""
        if isinstance(value, list) and name in getattr(model, "parts", ()):
            return "\n".join(", ".join(self._one(f, v) for f, v in _columns(model, name, [row])) for row in value)
        return self._one(_field(model, name), value)

    def _one(self, field, value):
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, dict):
            return "\n".join(f"{capfirst(key.replace('_', ' '))}: {self._one(None, one)}" for key, one in value.items())
        if isinstance(value, list):
            return "\n".join(_line(one) for one in value)
        if field is not None and field.is_relation:
            unseen = _("something that is gone, or not yours to see")
            return self.found.get(field.related_model, {}).get(value, unseen)
        choices = dict(field.flatchoices) if field is not None else {}
        return str(choices.get(value, _moment(field, value)))


def _line(one):
    """Return an entry of a list kept as JSON in one line."""
    return ": ".join(str(part) for part in one.values() if part) if isinstance(one, dict) else str(one)


def _moment(field, value):
    kind = field.get_internal_type() if field is not None else ""
    if kind == "DateTimeField":
        moment: datetime = timezone.localtime(parse_datetime(value))
        return date_format(moment, "j M Y, H:i")
    if kind == "DateField":
        day: date = parse_date(value)
        return date_format(day, "j M Y")
    return value


def _columns(model, name, value):
    """Return (field, value) for a column, or for each column of a part's rows but the one that leads to the owner."""
    if name not in getattr(model, "parts", ()):
        return [(_field(model, name), value)] if not isinstance(value, (list, dict)) else []
    relation = model._meta.get_field(name)
    columns = {field.attname: field for field in relation.related_model._meta.concrete_fields}
    return [
        (columns[key], one)
        for row in value or []
        for key, one in row.items()
        if key in columns and key != relation.field.attname
    ]
