"""The whole tree as a seat looks around in it, as finished HTML: up to 300 rows, so no template a row."""

from django.utils.html import escape
from django.utils.safestring import mark_safe

from itbiz.core.templatetags.ui import chip, state

# Rows that stand deeper look as deep as this.
DEEPEST = 5


def rows_of(tree):
    """Return the list's rows: every contract of a Tree that counts, in reading order."""
    return mark_safe("".join(_row(node) for node in tree.nodes if node.counts))


def _row(node):
    return (
        f'<li class="deep-{min(node.depth, DEEPEST)}">'
        f'<a href="?at={node.id}" id="tree-{node.id}" data-at="{node.id}">{chip(node.block)}'
        f"<span>{escape(node.title or node.name)}</span>{state(node.display, quiet=True)}</a></li>"
    )
