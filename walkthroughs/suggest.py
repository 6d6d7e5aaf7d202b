"""Who could supply a need: type-ahead over all catalogs, lines and vendors."""

from django.db.models import Q

from catalog.drafts import drafts
from catalog.models import Service
from itbiz.core.text import exact, fold
from orgchart.models import Line, Person, Vendor
from orgchart.models.lines import letters

MOST = 8


def suppliers(principal, typed):
    """Return at most eight matches for `typed`, best first: dicts of pick, block, name, detail.

    Services come before the lines that offer them. "Operations: runbook" looks for the line before the colon.
    """
    name, _colon, need = typed.partition(":")
    wanted = fold(name)
    if len(wanted) < 2:
        return []
    found = [] if need.strip() else _services(principal, name)
    found += _lines(principal, name)
    found += _vendors(principal, name)
    return sorted(found, key=lambda match: _rank(match["name"], wanted))[:MOST]


def _rank(name, wanted):
    """Order matches: a name that starts so, then one with a word that starts so, then the rest."""
    name = fold(name)
    return 0 if name.startswith(wanted) else 1 if f" {wanted}" in name else 2


def _services(principal, typed):
    rows = Service.objects.visible_to(principal).filter(status=Service.Status.OFFERED).matching(typed)
    columns = ("pk", "name", "line__block", "line__name", "line__unit__head__name", "unit_of_sale")
    return [
        {"pick": f"service:{pk}", "block": block, "name": name, "detail": _joined(line, head, unit)}
        for pk, name, block, line, head, unit in rows.order_by("name", "pk").values_list(*columns)[: MOST * 3]
    ]


def drafts_like(principal, typed, matches):
    """Return at most three drafts (name, line) that fit `typed` or its line; [] where a service is in `matches`."""
    name = typed.partition(":")[0]
    if len(fold(name)) < 2 or any(match["pick"].startswith("service:") for match in matches):
        return []
    return list(drafts(principal, name).exclude(line=None).values_list("name", "line__name")[:3])


def _lines(principal, typed):
    by_head = Person.objects.visible_to(principal).matching(typed).values("pk")
    rows = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE)
    rows = rows.filter(Q(pk__in=rows.matching(typed).values("pk")) | Q(unit__head__in=by_head))
    columns = ("pk", "name", "block", "unit__inside_it", "unit__head__name")
    return [
        {"pick": f"line:{pk}", "block": letters(block, inside), "name": name, "detail": head or ""}
        for pk, name, block, inside, head in rows.order_by("name", "pk").values_list(*columns)[: MOST * 2]
    ]


def _vendors(principal, typed):
    rows = Vendor.objects.visible_to(principal).matching(typed).order_by("name", "pk")
    return [
        {"pick": f"vendor:{pk}", "block": "EX", "name": name, "detail": line}
        for pk, name, line in rows.values_list("pk", "name", "held_by__name")[:MOST]
    ]


def _joined(*words):
    return ", ".join(word for word in words if word)


def supplier_called(principal, typed):
    """Return the Line or Vendor whose name, short name or code is `typed`, whatever its case, or None."""
    lines = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE)
    name = exact(typed)
    named = Q(name__iexact=name) | Q(code__iexact=name)
    return (
        lines.filter(named | Q(short_name__iexact=name)).order_by("pk").first()
        or Vendor.objects.visible_to(principal).filter(named).order_by("pk").first()
    )


def supplier_named(principal, typed):
    """Return the Line or Vendor that is called `typed`, else the one active line that it fits, or None."""
    lines = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE)
    return supplier_called(principal, typed) or _only(lines.matching(typed))


def person_named(principal, typed):
    """Return the active person whose code or name is `typed`, whatever its case, else the only one it fits, or None."""
    people = Person.objects.visible_to(principal).filter(active=True)
    name = exact(typed)
    named = people.filter(name__iexact=name)
    return _only(people.filter(code=name)) or _only(named if named.exists() else people.matching(typed))


def _only(rows):
    """Return the row where there is exactly one."""
    found = list(rows.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
