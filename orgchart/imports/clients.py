"""Units outside IT that files of projects and contracts name: clients, and firms that supply (rule I10)."""

from collections import defaultdict

from django.utils.translation import gettext as _

from itbiz.exchange.keys import chunks, known
from itbiz.exchange.write import give_codes
from orgchart.models import Unit


class Clients:
    """The units that rows name in some of their fields: by an id or code, else by a name that only one has."""

    def __init__(self, batch, fields):
        """Look up what the usable rows of the batch say in `fields`."""
        self.batch = batch
        texts = {entry.values[field] for entry in batch.usable for field in fields if entry.values.get(field)}
        units = Unit.objects.visible_to(batch.by)
        self.by_key = known(units, batch.source, texts)
        self.by_name = defaultdict(list)
        for part in chunks(texts - set(self.by_key)):
            for unit in units.filter(name__in=part).order_by("code"):
                self.by_name[unit.name].append(unit)

    def find(self, entry, field):
        """Return the Unit that a field of the entry names; None, and an error, where none or several are meant."""
        text = entry.values[field]
        found = self._found(text)
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _("Several units are called “%(name)s”: %(codes)s.")
            words = {"name": text, "codes": ", ".join(unit.code for unit in found)}
            self.batch.error(entry, field, sentence % words, _("Write the code of the one that is meant."))
        else:
            self.batch.error(entry, field, _("There is no unit “%s”.") % text, _("Import the units first."))
        return None

    def find_or_make(self, entry, field, *, name="", code=""):
        """Return the Unit that a field names; where there is none, a new one outside IT, in `batch.made["units"]`."""
        text = entry.values[field]
        if self._found(text):
            return self.find(entry, field)
        unit = Unit(name=name or text, code=code, inside_it=False)
        self.by_key[text] = self.batch.made["units"][text] = unit
        self.batch.check(entry, unit, renamed=[("name", field), ("code", field)])
        return unit

    def _found(self, text):
        return [self.by_key[text]] if text in self.by_key else self.by_name.get(text, [])

    def settle(self, used):
        """Give the units that were made their codes, and forget those that are not among `used`."""
        used = {id(unit) for unit in used}
        made = {key: unit for key, unit in self.batch.made["units"].items() if id(unit) in used}
        give_codes(made.values(), Unit)
        self.batch.made["units"] = made
