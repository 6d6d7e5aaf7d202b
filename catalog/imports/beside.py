"""Other services that the row of one names: what it is made of, and what follows it."""

from django.utils.translation import gettext as _

from catalog.models import Ingredient, Service
from itbiz.exchange.keys import known
from itbiz.exchange.tree import levels, on_cycles


class Beside:
    """The services that rows name: those of the file, and those known here."""

    def __init__(self, batch):
        """Look up what the usable rows name; their own records must stand already."""
        self.batch = batch
        rows = {entry.key: entry.record for entry in batch.usable}
        named = {code for entry in batch.usable for code in entry.values.get("ingredients") or ()}
        named |= {entry.values["successor"] for entry in batch.usable if entry.values.get("successor")}
        self.records = known(Service.objects.visible_to(batch.by), batch.source, named - set(rows)) | rows

    def successor(self, entry):
        """Return the Service that follows the entry's, as {"successor": it}; {} where the file has no such column."""
        if "successor" not in entry.values:
            return {}
        return {"successor": self._find(entry, "successor", entry.values["successor"])}

    def set_ingredients(self, entry):
        """Set what the service is usually made of: parts of a new one, a change of a known one."""
        if "ingredients" not in entry.values:
            return
        service = entry.record
        needs = [self._find(entry, "ingredients", code) for code in entry.values["ingredients"] or ()]
        needs = list({id(one): one for one in needs if one}.values())
        if service in needs:
            self.batch.refuse(entry, "ingredients", Ingredient(), "ingredient_not_itself")
        elif entry.is_new:
            entry.parts = [Ingredient(service=service, needs=one) for one in needs]
        elif service.status != Service.Status.RETIRED and needs != [row.needs for row in service.ingredients.all()]:
            entry.changes["ingredients"] = [{"needs": one} for one in needs]

    def _find(self, entry, field, code):
        if code and code not in self.records:
            sentence = _("There is no service “%s”.") % code
            self.batch.error(entry, field, sentence, _("Write the code of a service of the file, or of one here."))
        return self.records.get(code)


def refuse_circles(batch):
    """Make errors of new services that follow, in the end, themselves."""
    circular = on_cycles(_followed(batch))
    for entry in batch.usable:
        if entry.key in circular:
            batch.error(entry, "successor", _("The service follows, in the end, itself."), _("Correct one of them."))


def in_levels(batch):
    """Return lists of the new services of the batch, each before those that it follows."""
    entries = {entry.key: entry for entry in batch.usable if entry.is_new}
    return [[entries[key].record for key in level if key in entries] for level in levels(_followed(batch), entries)]


def _followed(batch):
    rows = {id(entry.record): entry.key for entry in batch.usable}
    return {entry.key: rows.get(id(entry.record.successor)) for entry in batch.usable if entry.is_new}
