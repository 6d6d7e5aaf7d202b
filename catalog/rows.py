"""Rows of tables of services, as ready values: a page of a hundred is read and rendered in one go."""

from functools import cache

from django.utils.html import format_html

from catalog.words import brief, effort, money
from itbiz.core.pages import addresses
from itbiz.core.templatetags.ui import STATE_ICONS, icon
from itbiz.core.terms import term
from orgchart.models.lines import letters

COLUMNS = (
    *("id", "name", "summary", "deliverable", "unit_of_sale", "price", "currency", "effort_low", "effort_high"),
    *("status", "line_id", "line__name", "line__block"),
    "line__unit__inside_it",
)


def small_chip(code):
    """Return a chip without a tooltip: the components' own would make a page of a hundred a sixth larger."""
    return format_html('<span class="chip type-{}" aria-hidden="true">{}</span>', code.lower() or "none", code)


def small_state(code):
    """Return a state as icon and word, in the least markup."""
    return format_html('<span class="state is-{}">{}{}</span>', code, icon(STATE_ICONS[code]), term(f"state.{code}"))


def service_rows(services, marks=()):
    """Return a list of dicts for templates/catalog/service_table.html from a queryset of services.

    `marks` are names of its annotations, which each dict holds as well.
    """
    service_url, line_url = addresses("catalog:service"), addresses("orgchart:line")
    chip_of, state_of = cache(small_chip), cache(small_state)
    rows = []
    for values in services.values_list(*COLUMNS, *marks):
        pk, name, summary, result, unit, price, currency, low, high, status, line, called, block, inside, *more = values
        row = {
            "id": pk,
            "name": name,
            "url": service_url(pk),
            "text": brief(result or summary),
            "unit": unit,
            "price": money(price, currency) or effort(low, high),
            "state": state_of(status),
            "line_id": line,
            **dict(zip(marks, more, strict=True)),
        }
        if line:
            row |= {"line": called, "line_url": line_url(line), "chip": chip_of(letters(block, inside))}
        rows.append(row)
    return rows
