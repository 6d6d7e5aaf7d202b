"""Template tags of the small components: icon, chip, state, due date, term, navigation link.

A page calls these hundreds of times: each builds its string without a template, and once for the same words.
"""

from datetime import date, datetime
from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from itbiz.core.terms import BLOCKS
from itbiz.core.terms import term as word_for

register = template.Library()

STATE_ICONS = {
    "need": "need",
    "gap": "gap",
    "own": "own",
    "draft": "draft",
    "asked": "asked",
    "countered": "countered",
    "promised": "promised",
    "declined": "declined",
    "withdrawn": "withdrawn",
    "delivered": "delivered",
    "accepted": "accepted",
    "cancelled": "withdrawn",
    "owed": "need",
    "provided": "accepted",
    "released": "withdrawn",
    "late": "clock",
    "offered": "seal",
    "retiring": "clock",
    "retired": "withdrawn",
    "planned": "need",
    "running": "walkthrough",
    "paused": "clock",
    "open": "need",
    "done": "accepted",
    "dropped": "withdrawn",
    "active": "check",
    "closed": "withdrawn",
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The symbol `name` of static/icons.svg; decoration unless a `label` says what it means."""
    return _symbol(name, format_html('role="img" aria-label="{}"', label)) if label else _decoration(name)


def _symbol(name: str, meaning: str) -> SafeString:
    return format_html('<svg class="ic" {}><use href="{}#{}"></use></svg>', meaning, static("icons.svg"), name)


@cache
def _decoration(name: str) -> SafeString:
    return _symbol(name, mark_safe('aria-hidden="true"'))


@register.simple_tag
def chip(block: str | None, label: str = "") -> SafeString:
    """The chip of a type of business: a block code, "EX" vendor, "CL" outside IT, "gap", or "" for none yet.

    Beside a name it is decoration with a tooltip; standing alone it needs a `label` for those who hear the page.
    """
    return _chip(block or "", label, get_language())


@lru_cache(maxsize=256)
def _chip(code: str, label: str, language: str) -> SafeString:
    # The language is part of the key only: the title depends on it.
    title = label or capfirst(BLOCKS.get(code, ""))
    meaning = format_html('role="img" aria-label="{}"', title) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<span class="chip type-{}" title="{}" {}>{}</span>',
        code.lower() or "none",
        title,
        meaning,
        "?" if code == "gap" else code,
    )


@register.simple_tag
def state(code: str, quiet: bool = False) -> SafeString:
    """A state as icon and word; `quiet` keeps the word for those who hear the page and shows the icon alone.

    `code` is a stored state or one that is derived: need, gap, own. Raises KeyError for any other.
    """
    return _state(code, str(word_for(f"state.{code}")), quiet=bool(quiet))


@lru_cache(maxsize=256)
def _state(code: str, word: str, *, quiet: bool) -> SafeString:
    return format_html(
        '<span class="state is-{}">{}<span class="{}">{}</span></span>',
        code,
        icon(STATE_ICONS[code]),
        "vh" if quiet else "state-word",
        word,
    )


def short_date(day: date) -> str:
    """A date as "15 May", with its year when that is not the present one."""
    return _date_text(day, "j M" if day.year == timezone.localdate().year else "j M Y", get_language())


@lru_cache(maxsize=4096)
def _date_text(day: date, pattern: str, language: str) -> str:
    # The language is part of the key only: the text depends on it.
    return date_format(day, pattern)


@register.simple_tag
def due(value: date | datetime | str | None, late: bool = False) -> SafeString | str:
    """A due date as `<time>`, also one as JSON holds it; `late` marks one that has passed unkept. Nothing for None.

    On paper, which is read later, it always has its year.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return _due(day, short_date(day), "due late" if late else "due")


@lru_cache(maxsize=4096)
def _due(day: date, text: str, classes: str) -> SafeString:
    year = str(day.year)
    on_paper = "" if text.endswith(year) else format_html('<span class="on-paper"> {}</span>', year)
    return format_html('<time class="{}" datetime="{}">{}{}</time>', classes, day.isoformat(), text, on_paper)


@register.simple_tag
def term(key: str) -> str:
    """The word for `key` on screen (N3); also a filter, for use inside other tags: `{{ "prime"|term|capfirst }}`."""
    return word_for(key)


register.filter("term", word_for)


@register.filter
def prose(text: str | None) -> SafeString:
    """Text typed by people as paragraphs and line breaks, escaped whatever the surroundings."""
    return mark_safe(linebreaks(escape(text))) if text else mark_safe("")


@register.filter
def initials(name: str) -> str:
    """At most two letters for an avatar: of the first and the last word of a name."""
    words = name.split()
    return "".join(word[0].upper() for word in (words if len(words) < 3 else (words[0], words[-1])))


@register.simple_tag(takes_context=True)
def nav_link(context: template.Context, view: str, symbol: str, words: str, family: str = "") -> SafeString:
    """A link of the main navigation; current on its page ("page") and on those of its family ("true").

    The family is every view whose name starts so; the view's app where none is given.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    return format_html(
        '<a href="{}"{}>{}<span>{}</span></a>', reverse(view), _current(view, match, family), icon(symbol), words
    )


def _current(view: str, match, family: str) -> str:
    if match is None:
        return ""
    if match.view_name == view:
        return mark_safe(' aria-current="page"')
    app, colon, _name = view.partition(":")
    mine = family or app + colon
    return mark_safe(' aria-current="true"') if colon and match.view_name.startswith(mine) else ""
