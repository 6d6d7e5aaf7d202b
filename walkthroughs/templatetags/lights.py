"""Template tags of the nine lights (L): the strip, the dots of a list, those that are not green, the result."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from itbiz.core.templatetags.ui import icon
from walkthroughs.closing import closed_because
from walkthroughs.light_words import GREEN, ICONS, contracts_of_lights, contracts_of_tree, shown, summary

register = template.Library()


@register.inclusion_tag("walkthroughs/_lights.html")
def lights(walkthrough, tree=None, contracts=None, compact=False):
    """The strip of a walk-through's lights, each opening its sentence and the contracts that hold it back.

    Those come from the `tree` where it was read, else from `contracts` (see light_words.contracts_of_lights).
    """
    return {"lights": _shown(walkthrough, tree, contracts), "walkthrough": walkthrough, "compact": compact}


@register.inclusion_tag("walkthroughs/_lights_told.html")
def lights_told(walkthrough, tree=None):
    """What the lights say that are not green, spelled out: before closing, and on paper."""
    found = [light for light in _shown(walkthrough, tree, None) if light["state"] != GREEN]
    return {"lights": found}


def _shown(walkthrough, tree, contracts):
    if contracts is None:
        contracts = contracts_of_tree(tree, walkthrough.lights) if tree else contracts_of_lights(walkthrough.lights)
    return shown(walkthrough.lights, contracts)


@register.simple_tag
def light_dots(stored) -> SafeString:
    """The lights of a walk-through as nine small symbols, told in one sentence to those who hear the page."""
    dots = format_html_join("", '<span class="light is-{}">{}</span>', ((s, icon(ICONS[s])) for s in _states(stored)))
    told = summary(stored)
    return format_html('<span class="light-dots" role="img" aria-label="{}" title="{}">{}</span>', told, told, dots)


def _states(stored):
    return (light["state"] for light in stored)


@register.inclusion_tag("walkthroughs/_result.html")
def result(walkthrough):
    """How a closed walk-through ended, and the reason that was given."""
    return {"walkthrough": walkthrough, "because": closed_because(walkthrough)}
