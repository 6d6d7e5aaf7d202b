"""The line of business behind a unit that a file names (rule I2)."""

from collections import defaultdict

from django.utils.translation import gettext as _

from itbiz.exchange.keys import by_name, chunks, known
from itbiz.exchange.write import give_codes
from orgchart.models import Line, Unit


class UnitLines:
    """Finds the line that a row's unit stands for; a unit without one gets it, in `batch.made["lines"]`."""

    def __init__(self, batch):
        """Look up the units and lines that the batch's rows name in their fields `unit` and `line`."""
        self.batch = batch
        self.units, self.of_unit, self.taken, self.several = {}, defaultdict(list), set(), {}
        self.named = self._looked_up("line", Line.objects.visible_to(batch.by).select_related("unit"))
        self.add_units(self._looked_up("unit", Unit.objects.visible_to(batch.by).select_related("head")))

    def add_units(self, units):
        """Let rows name `units`, {key: Unit}, and look up their lines; some may be about to be made."""
        self.units |= units
        lines = Line.objects.visible_to(self.batch.by).select_related("unit")
        for part in chunks({unit.pk for unit in units.values()} - {None, *self.of_unit}):
            for line in lines.filter(unit__in=part).order_by("pk"):
                self.of_unit[line.unit_id].append(line)
        for part in chunks({unit.code for unit in units.values()}):
            self.taken |= {line.code for line in lines.filter(code__in=part)}

    def _looked_up(self, field, rows):
        """Return {text: record} of the cells of `field`: by id or code, else by a name that one active row has."""
        found = known(rows, self.batch.source, self._named(field))
        called = by_name(rows.filter(status="active"), self._named(field) - set(found))
        self.several |= {(field, text): records for text, records in called.items() if len(records) > 1}
        return {text: records[0] for text, records in called.items() if len(records) == 1} | found

    def _named(self, field):
        return {entry.values[field] for entry in self.batch.entries if entry.values.get(field)}

    def find(self, entry, current=None):
        """Return the Line that an entry names, a new one where its unit has none; None where it names none.

        The `current` line of a known record stays where the row names its unit or none at all. A wrong name becomes
        an error of the entry.
        """
        if entry.values.get("line"):
            return self._named_line(entry)
        key = entry.values.get("unit")
        if not key:
            return current
        unit = self.units.get(key)
        if unit is None and ("unit", key) in self.several:
            return self._unclear(entry, "unit", key)
        if unit is None:
            return self._error(
                entry,
                "unit",
                _("There is no unit “%s”.") % key,
                _("Import the units first, or do not read this column."),
            )
        return current if current and current.unit_id == unit.pk else self._line_of(entry, unit)

    def _named_line(self, entry):
        key, unit = entry.values["line"], self.units.get(entry.values.get("unit"))
        if ("line", key) in self.several:
            return self._unclear(entry, "line", key)
        line = self.named.get(key)
        if line is None or (unit and line.unit_id != unit.pk):
            return self._error(
                entry,
                "line",
                _("There is no line “%s” in this unit.") % key if unit else _("There is no line “%s”.") % key,
                _("Write the name or the code of a line that exists."),
            )
        return line

    def _line_of(self, entry, unit):
        lines = self.of_unit[unit.pk or id(unit)]
        choice = [line for line in lines if line.status == Line.Status.ACTIVE] or lines
        if len(choice) > 1:
            return self._error(
                entry,
                "unit",
                _("The unit “%s” has several lines of business.") % unit,
                _("Name one in a column “line”: %s.") % ", ".join(line.code for line in choice),
            )
        if choice:
            return choice[0]
        if unit.status == Unit.Status.CLOSED:
            return self._error(
                entry,
                "unit",
                _("The unit “%s” is closed and has no line of business.") % unit,
                _("Name an active unit, or leave the cell empty."),
            )
        return self._make(unit)

    def forget_unused(self, used):
        """Forget the lines made for rows that were rejected in the end; `used` are the lines of those that were not."""
        used = {id(line) for line in used}
        made = self.batch.made["lines"]
        self.batch.made["lines"] = {code: line for code, line in made.items() if id(line) in used}

    def _make(self, unit):
        line = Line(unit=unit, name=unit.name, code="" if unit.code in self.taken else unit.code)
        give_codes([line], Line)
        self.of_unit[unit.pk or id(unit)].append(line)
        self.batch.made["lines"][unit.code or line.code] = line
        return line

    def _unclear(self, entry, field, key):
        words = {"key": key, "candidates": ", ".join(sorted(row.code for row in self.several[field, key]))}
        sentence = _("“%(key)s” may be any of these: %(candidates)s.") % words
        return self._error(entry, field, sentence, _("Name one of them by its id."))

    def _error(self, entry, field, sentence, remedy):
        self.batch.error(entry, field, sentence, remedy)
