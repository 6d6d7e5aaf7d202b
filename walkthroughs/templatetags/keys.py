"""Template tags of the console's keys: the attribute by which a key finds its button, and the cap that shows it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from walkthroughs.keys import MOVE_KEYS

register = template.Library()


@register.simple_tag(takes_context=True)
def keyed(context, name: str) -> SafeString | str:
    """The attribute for the button of a key, or of the move `name`; nothing where no console is shown."""
    key = MOVE_KEYS.get(name, name)
    return format_html(' aria-keyshortcuts="{}"', key) if _has_key(context, name) else ""


@register.simple_tag(takes_context=True)
def keycap(context, name: str) -> SafeString | str:
    """The key beside the words of its button, for the eye alone."""
    key = MOVE_KEYS.get(name, name)
    return format_html(' <kbd aria-hidden="true">{}</kbd>', key) if _has_key(context, name) else ""


def _has_key(context, name):
    # Moves without a letter have names of several.
    return bool(context.get("console")) and (name in MOVE_KEYS or len(name) == 1 or "+" in name)
