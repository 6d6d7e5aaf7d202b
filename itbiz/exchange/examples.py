"""Which columns a file of each kind needs and may have: told on the page of imports, and as an empty workbook."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.exchange import kinds
from itbiz.exchange.columns import map_columns
from itbiz.exchange.files import TYPES, lines


@dataclass(frozen=True)
class Columns:
    """What the columns of a kind of file are called: `needed` are phrases ("Id or Name"), `known` all of them."""

    kind: object
    needed: list
    known: list

    @classmethod
    def of(cls, kind):
        """Return those of a Kind: what its lists are exported with, as the page calls it."""
        exported = map_columns(tuple(kind.export.columns), kind.fields).columns
        needed = [_(" or ").join(told) for group in kind.needs if (told := _labels(kind, exported, group))]
        return cls(kind, needed, _labels(kind, exported))


def _labels(kind, exported, group=None):
    return [kind.label_of(name) for name in (group or kind.all_labels) if name in exported]


def all_columns():
    """Return the Columns of every kind, as a list."""
    return [Columns.of(kinds.find(name)) for name in kinds.names()]


@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """Answer with an empty workbook of `?kind=`, which names every column of such a file."""
    if request.GET.get("kind", "units") not in kinds.names():
        raise Http404
    kind = kinds.find(request.GET.get("kind", "units"))
    workbook = b"".join(lines("xlsx", Columns.of(kind).known, []))
    headers = {"Content-Disposition": f'attachment; filename="{kind.name}.xlsx"'}
    return HttpResponse(workbook, content_type=TYPES["xlsx"], headers=headers)
