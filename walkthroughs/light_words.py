"""The nine lights in words: what each says, and the contracts that hold it back. The stored ones hold no language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from itbiz.core.terms import term
from walkthroughs.models import Contract

RED, AMBER, GREEN = "red", "amber", "green"
# How many of the contracts that hold a light back are named on a page; the others are counted.
NAMED = 5

# What each light says, by state: a sentence, or one for each number of contracts that hold it back.
SENTENCES = {
    ("prime", RED): _("There is no prime contractor. Ask a line to answer for the whole."),
    ("prime", GREEN): _("One line answers for the whole."),
    ("parties", RED): ngettext_lazy(
        "%(count)s need has no supplier. Ask a line, or park a question with who decides and by when.",
        "%(count)s needs have no supplier. Ask a line for each, or park a question with who decides and by when.",
        "count",
    ),
    ("parties", AMBER): ngettext_lazy(
        "%(count)s need has no supplier yet; who decides and by when is said.",
        "%(count)s needs have no supplier yet; for each it is said who decides and by when.",
        "count",
    ),
    ("parties", GREEN): _("Every need has a supplier."),
    ("results", AMBER): ngettext_lazy(
        "%(count)s result has a hint at its wording. Name what is handed over, how much, and by when.",
        "%(count)s results have a hint at their wording. Name what is handed over, how much, and by when.",
        "count",
    ),
    ("results", GREEN): _("Every result is worded as something handed over."),
    ("acceptance", RED): ngettext_lazy(
        "%(count)s contract has no acceptance. Say by which test the buyer takes the result.",
        "%(count)s contracts have no acceptance. Say by which test the buyer takes each result.",
        "count",
    ),
    ("acceptance", AMBER): ngettext_lazy(
        "%(count)s draft has no acceptance yet. Say by which test the buyer takes the result.",
        "%(count)s drafts have no acceptance yet. Say by which test the buyer takes each result.",
        "count",
    ),
    ("acceptance", GREEN): _("Every contract says by which test its result is taken."),
    ("buyer_side", RED): ngettext_lazy(
        "%(count)s contract does not say what its buyer provides. Name it, or say that it is nothing.",
        "%(count)s contracts do not say what their buyers provide. Name it, or say that it is nothing.",
        "count",
    ),
    ("buyer_side", AMBER): ngettext_lazy(
        "%(count)s draft does not say yet what its buyer provides. Name it, or say that it is nothing.",
        "%(count)s drafts do not say yet what their buyers provide. Name it, or say that it is nothing.",
        "count",
    ),
    ("buyer_side", GREEN): _("Every contract says what its buyer provides."),
    ("leaves", RED): ngettext_lazy(
        "%(count)s contract has nothing below it. Ask for what it needs, or say that it needs nothing more.",
        "%(count)s contracts have nothing below them. Ask for what each needs, or say that it needs nothing more.",
        "count",
    ),
    ("leaves", GREEN): _("Every branch ends where nothing more is needed."),
    ("promised", RED): ngettext_lazy(
        "%(count)s contract waits for a yes. Get the answer, or park a question with who decides and by when.",
        "%(count)s contracts wait for a yes. Get the answers, or park a question with who decides and by when.",
        "count",
    ),
    ("promised", AMBER): ngettext_lazy(
        "%(count)s contract waits for a yes; who decides and by when is said.",
        "%(count)s contracts wait for a yes; for each it is said who decides and by when.",
        "count",
    ),
    ("promised", GREEN): _("Everything asked for is promised."),
    ("day_after", RED): _(
        "Nobody said what follows the day after: who owns, runs, supports and pays, and what is switched off. "
        "Name it on the project, or say why there is nothing."
    ),
    ("day_after", AMBER): _("Something follows the day after that no line takes yet. Name the line on the project."),
    ("day_after", GREEN): _("It is said what follows the day after, and whose it is."),
    ("sight", RED): _(
        "The sponsor or the end customer is missing. Name both on the project, or say why there is none."
    ),
    ("sight", AMBER): _("The sponsor or the end customer is missing, and it is said why."),
    ("sight", GREEN): _("Sponsor and end customer are named."),
}
# Each state by a shape of its own, so that no light speaks by its colour alone.
ICONS = {RED: "unlit", AMBER: "half", GREEN: "lit"}


def detail(light):
    """Return the sentence of a stored light: what is missing, and what to do."""
    sentence = SENTENCES[light["code"], light["state"]]
    count = len(light["contracts"])
    return str(sentence % {"count": count}) if count else str(sentence)


def shown(lights, contracts):
    """Return stored lights as pages show them; `contracts` is a dict of id to {"number", "title", "url"}.

    Each is a dict of code, state, name, word (of its state), icon, detail, contracts (the first few) and more.
    """
    return [
        {
            "code": light["code"],
            "state": light["state"],
            "name": term(f"light.{light['code']}"),
            "word": term(f"light.{light['state']}"),
            "icon": ICONS[light["state"]],
            "detail": detail(light),
            "contracts": [contracts[pk] for pk in light["contracts"][:NAMED] if pk in contracts],
            "more": max(len(light["contracts"]) - NAMED, 0),
        }
        for light in lights
    ]


def contracts_of_tree(tree, lights):
    """Return what `shown` takes for the contracts that `lights` name, from a Tree that was read already."""
    nodes = (tree.by_id[pk] for pk in named_by(lights) if pk in tree.by_id)
    return {node.id: _contract(node.id, node.walkthrough_id, node.number, node.title) for node in nodes}


def named_by(lights):
    """Return the ids of the contracts that lights name on a page."""
    return {pk for light in lights for pk in light["contracts"][:NAMED]}


def contracts_of_lights(*lights_of_many):
    """Return what `shown` takes for the contracts that several walk-throughs' lights name, in one statement."""
    named = {pk for lights in lights_of_many for pk in named_by(lights)}
    columns = ("pk", "walkthrough_id", "number", "agreed__deliverable", "terms__deliverable", "need")
    rows = Contract.objects.filter(pk__in=named).values_list(*columns)
    return {
        pk: _contract(pk, home, number, agreed or offered or need) for pk, home, number, agreed, offered, need in rows
    }


def _contract(pk, walkthrough_id, number, title):
    focused = Contract(pk=pk, walkthrough_id=walkthrough_id)
    return {"number": number, "title": title, "url": focused.get_absolute_url()}


def summary(lights):
    """Return all lights in one sentence, for where there is no room for nine: "7 green, 2 amber: parties, promised"."""
    told = []
    for state in (GREEN, AMBER, RED):
        names = [str(term(f"light.{light['code']}")) for light in lights if light["state"] == state]
        if names:
            count = f"{len(names)} {term(f'light.{state}')}"
            told.append(count if state == GREEN else f"{count}: {', '.join(names)}")
    return "; ".join(told)
