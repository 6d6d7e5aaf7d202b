"""How pages and papers show what a buyer provides."""

from django import template
from django.utils.html import format_html

from itbiz.core.templatetags.ui import due, state
from walkthroughs.forest import duty_state

register = template.Library()


@register.simple_tag
def duty_stands(node, duty):
    """The date of an obligation of a node, marked where it passed unkept, and how it stands."""
    code = duty_state(node, duty)
    return format_html("{} {}", due(duty["due"], code == "late"), state(code))
