"""Services from a file: the unit's line, the state a word means, what an offer lacks (rules I2, I3, H9)."""

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.imports.beside import Beside, in_levels, refuse_circles
from catalog.imports.exports import SERVICES, seen_ingredients
from catalog.models import Service
from catalog.models.promises import PROMISED, plain
from itbiz.exchange import cells
from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.keys import known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.lists import codes_in, object_in, records_of
from itbiz.exchange.models import KEY_LENGTH
from itbiz.exchange.money import amount, name_currency
from itbiz.exchange.spans import days
from itbiz.exchange.write import fill, given, insert_made, name_rows, place_records, write_rows
from orgchart.imports.lines import UnitLines

STATUSES = DRAFT, OFFERED, RETIRING, RETIRED = Service.Status.values
WORDS = {
    OFFERED: ("live", "ga", "partial_ga", "introduction", "growth", "mature", "offered"),
    RETIRING: ("decline", "deprecated", "retiring"),
    RETIRED: ("retired", "eliminated", "archived"),
    DRAFT: ("draft", "beta", "alpha", "experimental", "not_implemented", "in development"),
}
TEXTS = (
    *("name", "summary", "deliverable", "acceptance", "included", "not_included", "customer_provides"),
    *("unit_of_sale", "currency"),
)
RETIRING_SAYS = ("successor", "retires_on")
VALUES = ("price", "effort_low", "effort_high", "lead_time_days", "review_due", "retires_on")


class ServiceKind(Kind):
    """Rows that are services of the catalog."""

    name = "services"
    title = gettext_lazy("Services")
    model = Service
    export = SERVICES
    needs = (("code", "name"),)
    labels = {"kind": gettext_lazy("Kind of service")}
    fields = (
        Field("code", ("service_id", "id", "code", "service_code")),
        Field("name", ("service", "name", "service_name")),
        Field("unit", ("unit_id", "unit_code", "unit")),
        Field("line", ("line_id", "line_code", "line", "line_of_business", "business_line")),
        Field(
            "status",
            ("status",),
            cells.one_of({word: status for status, words in WORDS.items() for word in words}),
        ),
        Field("summary", ("summary", "description")),
        # Files use a column "kind" for all sorts of things: it is read where somebody says so.
        Field("kind", ("service_kind",), cells.one_of({kind: kind for kind in Service.Kind.values})),
        Field(
            "audience",
            ("audience",),
            cells.one_of({audience: audience for audience in Service.Audience.values}),
            describes=True,
        ),
        Field("deliverable", ("deliverable", "result")),
        Field("acceptance", ("acceptance", "accepted_when")),
        Field("included", ("included",)),
        Field("not_included", ("not_included",)),
        Field("customer_provides", ("customer_provides",)),
        Field("unit_of_sale", ("unit_of_sale",)),
        Field("price", ("price",), amount),
        Field("currency", ("currency",), cells.currency),
        Field("effort_low", ("effort_low",), cells.about(cells.number), describes=True),
        Field("effort_high", ("effort_high",), cells.about(cells.number), describes=True),
        Field("lead_time_days", ("lead_time_days",), days, describes=True),
        Field("review_due", ("review_due",), cells.day, describes=True),
        Field("levels", ("levels",), records_of("name", "text")),
        Field("ingredients", ("ingredients",), codes_in),
        Field("successor", ("successor",)),
        Field("retires_on", ("retires_on",), cells.day),
        # What waits for `publish` beside an offered service.
        Field("draft", ("draft",), object_in),
    )

    def plan(self, batch):
        """Check names, ids, units and columns, and give each usable entry its service."""
        name_rows(batch)
        name_currency(batch)
        _tell_apart(batch)
        settle_repeats(batch, "code")
        services = Service.objects.visible_to(batch.by).select_related("line__unit", "successor")
        if "ingredients" in batch.columns:
            services = services.prefetch_related(Prefetch("ingredients", seen_ingredients(batch.by)))
        place_records(batch, known(services, batch.source, {entry.key for entry in batch.usable}), Service)
        lines, beside = UnitLines(batch), Beside(batch)
        for entry in batch.entries:
            # Everything is told at once: of a row with another error, whether its unit is known.
            if entry.rejected:
                lines.find(entry)
        for entry in batch.usable:
            _fill(batch, entry, lines, beside)
        refuse_circles(batch)
        lines.forget_unused(entry.record.line for entry in batch.usable)

    def write(self, batch, changes):
        """Write the lines made on the way, new services, and changed ones."""
        insert_made("lines", batch, changes)
        entries = write_rows(batch, changes, in_levels(batch))
        remember(batch.source, {entry.key: entry.record for entry in entries})

    def is_ended(self, record):
        """Return whether a service is retired."""
        return record.status == RETIRED

    def end(self, record, *, by):
        """Retire a service; a draft was never offered, and is refused."""
        record.retire(by=by)


def _tell_apart(batch):
    """Let rows without ids be known by their line or unit and their name: two lines may both offer “Support”."""
    for entry in batch.entries if "code" not in batch.columns else ():
        whose = entry.values.get("line") or entry.values.get("unit")
        entry.key = f"{whose}: {entry.key}"[:KEY_LENGTH] if whose and entry.key else entry.key


def _fill(batch, entry, lines, beside):
    service = entry.record
    columns = _told(entry.values) | beside.successor(entry)
    columns["line"] = lines.find(entry, service.line)
    columns["status"] = _status(batch, entry, columns["line"])
    columns |= _draft(batch, entry, columns["status"])
    changed = {name: value for name, value in columns.items() if _stands(service, name) != value}
    if not entry.is_new and service.status == RETIRED:
        if changed:
            batch.note(entry, "", _("The service is retired here; it stays as it was."))
        return
    if columns["status"] == RETIRED and service.draft:
        changed["draft"] = {}
    if not entry.is_new:
        _leave_to_retiring(batch, entry, changed)
        entry.before = {name: _stands(service, name) for name in changed}
    fill(entry, changed)
    beside.set_ingredients(entry)
    _check(batch, entry)
    missing = [name for name in service.missing if name != "line"]
    if missing and service.is_in_force and (entry.is_new or "status" in changed):
        batch.note(entry, "status", _("Offered, but lacks: %s.") % ", ".join(_names(missing)))


def _leave_to_retiring(batch, entry, changed):
    """Take out of `changed` what only retiring a service here says: when, and what follows it."""
    for name in RETIRING_SAYS:
        if name in changed:
            del changed[name]
            batch.note(entry, name, _("This is said here by retiring the service; it stays as it was."))


def _told(values):
    """Return what the row says in columns of the service itself."""
    columns = given(values, TEXTS) | {name: values[name] for name in VALUES if name in values}
    columns |= {name: values[name] for name in ("kind", "audience") if values.get(name)}
    if "levels" in values:
        columns["levels"] = [{"name": row["name"] or "", "text": row["text"] or ""} for row in values["levels"] or ()]
    return columns


def _draft(batch, entry, status):
    """Return the columns that a draft beside an offer comes to: its own of a new one, else what it would say."""
    draft = {name: value for name, value in (entry.values.get("draft") or {}).items() if name in PROMISED}
    if not draft or status not in (OFFERED, RETIRING):
        return {}
    try:
        proposed = {name: Service._meta.get_field(name).to_python(value) for name, value in draft.items()}
        Service(**proposed).clean_fields(exclude={f.name for f in Service._meta.fields} - set(proposed))
    except ValidationError as error:
        batch.error(entry, "draft", " ".join(error.messages), _("Correct the cell, or leave it empty."))
        return {}
    return {"draft": {name: plain(value) for name, value in proposed.items()}} if entry.is_new else proposed


def _stands(service, name):
    """Return what a column says now; the draft beside an offered service counts, as that is what a file changes."""
    return service.proposed(name) if service.is_in_force and name in PROMISED else getattr(service, name)


def _status(batch, entry, line):
    """Return the status of the row's word (I3). It only goes forward: what is offered does not become a draft."""
    service, word = entry.record, entry.values.get("status") or DRAFT
    if STATUSES.index(word) < STATUSES.index(service.status):
        if entry.values.get("status"):
            batch.note(entry, "status", _("The service is %s here and stays so.") % service.get_status_display())
        return service.status
    if word in (OFFERED, RETIRING) and line is None:
        if not entry.rejected:
            batch.note(entry, "status", _("Without a unit it is loaded as a draft without line."))
        return DRAFT
    return word


def _check(batch, entry):
    service = entry.record
    batch.check(entry, service)
    if service.is_half_priced:
        batch.refuse(entry, "price", service, "service_price_with_currency")
    if service.is_effort_reversed:
        batch.refuse(entry, "effort_low", service, "service_effort_in_order")


def _names(fields):
    return [str(Service._meta.get_field(name).verbose_name) for name in fields]
