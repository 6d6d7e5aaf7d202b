"""What verbs keep and no constraint does, looked at over the whole database; each break is told in a sentence."""

from collections import Counter, namedtuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from orgchart.models import Unit
from walkthroughs.lights import CODES, compute
from walkthroughs.models import Contract, Obligation, Walkthrough
from walkthroughs.moves import ENDED

# A contract's place in its tree, and a unit's in the chart.
Place = namedtuple("Place", "pk code parent_id walkthrough depth", defaults=("", 0))


def findings():
    """Return a sentence for each thing that is not as the rules say; an empty list where all is well."""
    units = [Place(*row) for row in Unit.objects.order_by("pk").values_list("pk", "code", "parent_id")]
    columns = ("pk", "code", "parent_id", "walkthrough__code", "depth")
    contracts = [Place(*row) for row in Contract.objects.order_by("pk").values_list(*columns)]
    return [
        *(_("Unit %(code)s reports to itself, over others (H1).") % {"code": code} for code in cycles(units)),
        *(_("Contract %(code)s hangs below itself (H2).") % {"code": code} for code in cycles(contracts)),
        *misplaced(contracts),
        *half_promised(),
        *wrong_lights(),
    ]


def cycles(places):
    """Return the codes of the Places from which the way up comes back to where it began."""
    parents = {place.pk: place.parent_id for place in places}
    on_cycle, known = set(), set()
    for start in parents:
        way, at = {}, start
        while at is not None and at not in known and at not in way:
            way[at] = len(way)
            at = parents.get(at)
        if at in way:
            on_cycle |= {pk for pk, step in way.items() if step >= way[at]}
        known |= way.keys()
    return [place.code for place in places if place.pk in on_cycle]


def misplaced(contracts):
    """Return what is wrong with the Places of contracts in their trees: root, walk-through of the parent, depth."""
    by_pk = {place.pk: place for place in contracts}
    roots = Counter(place.walkthrough for place in contracts if place.parent_id is None)
    told = [
        _("Walk-through %(code)s has %(count)s roots (H2).") % {"code": code, "count": roots[code]}
        for code in dict.fromkeys(place.walkthrough for place in contracts)
        if roots[code] != 1
    ]
    for place in contracts:
        parent = by_pk.get(place.parent_id)
        if parent and parent.walkthrough != place.walkthrough:
            sentence = _("Contract %(code)s hangs below %(parent)s, of another walk-through (H2).")
            told.append(sentence % {"code": place.code, "parent": parent.code})
        depth = parent.depth + 1 if parent else 0
        if place.depth != depth:
            sentence = _("Contract %(code)s stands at depth %(depth)s, not %(told)s.")
            told.append(sentence % {"code": place.code, "depth": depth, "told": place.depth})
    return told


def half_promised():
    """Return the contracts whose promise in force lacks result, acceptance or the buyer's side."""
    promised = Contract.objects.exclude(agreed=None).exclude(state__in=ENDED).order_by("pk")
    owed = Exists(Obligation.objects.filter(contract=OuterRef("pk")))
    columns = ("code", "agreed__deliverable", "agreed__accepted_when", "buyer_provides_nothing", "owes")
    told = []
    for code, result, acceptance, nothing, owes in promised.annotate(owes=owed).values_list(*columns):
        whole = {
            _("result"): result.strip(),
            _("acceptance"): acceptance.strip(),
            _("the buyer's side"): nothing or owes,
        }
        missing = ", ".join(name for name, there in whole.items() if not there)
        if missing:
            told.append(
                _("Contract %(code)s is promised without: %(missing)s (H4).") % {"code": code, "missing": missing}
            )
    return told


def wrong_lights():
    """Return the stored lights that are not what the trees give now."""
    told = []
    for pk in Walkthrough.objects.order_by("pk").values_list("pk", flat=True):
        walkthrough, computed = compute(pk)
        told += differences(walkthrough.code, walkthrough.lights, computed)
    return told


def differences(code, stored, computed):
    """Return a sentence for each of the nine lights that differs, of the walk-through `code`."""
    was, now = ({light["code"]: light for light in lights} for lights in (stored, computed))
    told = []
    for light in CODES:
        before, after = (lights.get(light, {"state": _("nothing"), "contracts": []}) for lights in (was, now))
        words = {"code": code, "light": light, "was": before["state"], "now": after["state"]}
        if before["state"] != after["state"]:
            told.append(_("Walk-through %(code)s: light %(light)s is stored as %(was)s, and is %(now)s (L).") % words)
        elif before["contracts"] != after["contracts"]:
            told.append(
                _("Walk-through %(code)s: light %(light)s names other contracts than hold it back (L).") % words
            )
    return told
