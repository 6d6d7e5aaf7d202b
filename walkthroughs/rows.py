"""The tree in the editor, as finished HTML: up to 300 rows at a time, so no template a row."""

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from itbiz.core.templatetags.ui import chip, due, icon, state


def tree_html(tree, walkthrough, focus):
    """Return the nested list of `tree` in two halves: up to the place below node `focus` where the next need is typed,
    and the rest. Without a root, both are the ends of an empty list.
    """
    writer = _Writer(walkthrough, focus)
    if tree.root is not None:
        writer.branch(tree.root)
    cut = writer.cut if writer.cut is not None else len(writer.pieces)
    return tuple(mark_safe("".join(half)) for half in (writer.pieces[:cut], writer.pieces[cut:]))


class _Writer:
    def __init__(self, walkthrough, focus):
        self.base = reverse("walkthroughs:walkthrough", args=[walkthrough.pk])
        self.focus = focus
        self.below = _("below")
        self.loop = icon("loop", _("The same line stands higher up on this path."))
        self.pieces, self.cut = [], None

    def branch(self, node):
        here = node is self.focus
        self.pieces.append(f"<li>{self.row(node, here)}")
        if node.children or here:
            self.pieces.append("<ul>")
            for child in node.children:
                self.branch(child)
            if here:
                self.cut = len(self.pieces)
            self.pieces.append("</ul>")
        self.pieces.append("</li>")

    def row(self, node, here):
        count = len(node.children)
        below = f'<span class="vh"> {self.below}</span>'
        counted = f'<span class="tree-count">{icon("sub")}{count}{below}</span>' if count else ""
        current = ' aria-current="true"' if here else ""
        return (
            f'<div class="tree-row is-{node.display}"{current}>{chip(node.block)}'
            f'<span class="tree-text">'
            f'<a id="node-{node.id}" href="{self.base}?focus={node.id}#contract">{escape(node.short)}</a>'
            f"{self.loop if node.is_loop else ''}<span>{escape(node.title)}</span></span>"
            f"{counted}{due(node.due)}{state(node.display, quiet=True)}</div>"
        )
