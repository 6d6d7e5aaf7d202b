"""Order sheets as Markdown and as rows: what the printed sheets say, group by group."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from walkthroughs.forest import duty_state
from walkthroughs.items import Item, Section, markdown, table

# The groups of a sheet (see walkthroughs/orders.py), in the order they are printed.
GROUPS = {
    "promised": gettext_lazy("You promised"),
    "asked": gettext_lazy("Wanted from you, and not promised yet"),
    "own": gettext_lazy("Your own share"),
    "gets": gettext_lazy("You get"),
    "held": gettext_lazy("From vendors you hold"),
    "waits": gettext_lazy("You need, and nobody promised it yet"),
}
# In these the line is the supplier, so that who stands beside a result is its buyer.
GIVEN = ("promised", "asked", "own")


def text_of(sheets, walkthrough):
    """Return order sheets as one text in Markdown."""
    title = _("Order sheets: %(name)s") % {"name": walkthrough}
    parts = [
        markdown(sheet["name"], [(_("Head"), sheet["head"])], sections_of(sheet, walkthrough), level=2)
        for sheet in sheets
    ]
    return "\n".join([markdown(title, [(_("Client"), str(walkthrough.client))], ()), *parts])


def rows_of(sheets, walkthrough):
    """Yield the rows of a file of order sheets: the line's name, then what `table` yields."""
    for sheet in sheets:
        yield from ((sheet["name"], *row) for row in table(sections_of(sheet, walkthrough)))


def sections_of(sheet, walkthrough):
    """Return one line's sheet as Sections: what it gives and gets, what is provided for each, and what is open."""
    found = [
        Section(name, str(heading), tuple(_items(name, sheet[name], walkthrough))) for name, heading in GROUPS.items()
    ]
    questions = tuple(
        Item("question", one["code"], one["text"], one["decider__name"] or "", one["due"], "open", node.number)
        for node, one in sheet["questions"]
    )
    return [*found, Section("questions", _("Open questions"), questions)]


def _items(name, nodes, walkthrough):
    for node in nodes:
        buyer = node.buyer_line_name if node.parent_id else str(walkthrough.client)
        who = (buyer or "") if name in GIVEN else node.name
        yield Item(name, node.code, node.title, who, node.due, node.display, node.number, tuple(_terms(node)))
        for duty in node.obligations:
            kind = "needs" if name in GIVEN else "provides"
            words = _("You need: %(what)s") if name in GIVEN else _("You provide: %(what)s")
            text = words % {"what": duty["what"]}
            yield Item(kind, duty["code"], text, who, duty["due"], duty_state(node, duty), node.number)


def _terms(node):
    if node.accepted_when:
        yield _("Accepted when: %(test)s") % {"test": node.accepted_when}
    if node.not_included:
        yield _("Not included: %(what)s") % {"what": node.not_included}
    if node.conditions:
        yield _("Only if: %(conditions)s") % {"conditions": node.conditions}
    for risk in node.risks:
        yield _("Risk: %(what)s") % {"what": risk}
