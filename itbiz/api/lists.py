"""Lists on pages: narrowed by the FilterSet that serves REST, cut by the same cursors."""

from django.core.exceptions import BadRequest

from itbiz.api.paging import Window
from itbiz.api.problems import Problem
from itbiz.core.pages import ListQuery

PAGE = 100


def given_in(request, names):
    """Return {name: text} of the parameters `names` that a list page was asked with; empty ones are left out."""
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def narrowed(filterset, rows, given):
    """Return those of `rows` that match the filters `given`. Raises BadRequest for a value that is none."""
    if "\0" in given.get("q", ""):
        # No stored text holds this character.
        return rows.none()
    try:
        return filterset.narrow(rows, given)
    except Problem as problem:
        raise BadRequest(str(problem)) from problem


def page_of(request, found, make, *, ordering, column=None):
    """Return one page of the queryset `found` as a context: rows, count, next_url, previous_url.

    `make(queryset)` returns its rows as dicts, each with its id and the value that `ordering` sorts by; of a computed
    ordering `column` is the field. Raises BadRequest for a wrong cursor.
    """
    name = ordering.removeprefix("-")
    try:
        query = ListQuery(request, limit=str(PAGE), ordering=ordering)
        window = Window(query, found.model, (name,), column)
    except Problem as problem:
        raise BadRequest(str(problem)) from problem
    rows = make(window.cut(found))
    rows, following, previous = window.page(rows, [(row[name], row["id"]) for row in rows])
    count = found.count() if following or previous else len(rows)
    return {"rows": rows, "count": count, "next_url": following, "previous_url": previous}
