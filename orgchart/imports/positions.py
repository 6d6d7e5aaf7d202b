"""A list of people with their managers, read as a chart: each row is a position, and so a unit."""

from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.readings import NOBODY
from itbiz.exchange.verdicts import Remark
from orgchart.imports.heads import told_nobody
from orgchart.imports.people import is_nobody, mentions, with_email
from orgchart.imports.written import person_name


def read_positions(batch):
    """Read the entries as positions where the file lists people; otherwise leave them as they are.

    A unit is then named by the row's title, else by its person, who heads it; the manager's row is its parent.
    """
    if not _lists_people(batch):
        return
    whose = "person" if "person" in batch.columns else "name"
    below = "parent" if "parent" in batch.columns else "manager"
    for entry in batch.entries:
        _read(batch, entry, whose, below)
    if whose == "person" and "name" in batch.columns:
        sentence = _("“%s” is not read: a position is named by its title or by its person.")
        batch.remarks.append(Remark(None, "", sentence % batch.columns["name"]))
    batch.columns |= {"manager": batch.columns[whose], "parent": batch.columns.get(below, "")}
    sentence = _("“%(person)s” names people and “%(manager)s” their managers: each row is read as a position.")
    words = {"person": batch.columns["manager"], "manager": batch.columns["parent"]}
    named = _("It becomes a unit, named by its title or by the person, who heads it, below that of the manager.")
    batch.remarks.append(Remark(None, "", f"{sentence % words} {named}"))


def _lists_people(batch):
    """Whether rows are people: a column says so, or the managers stand in the column of names, most of them.

    The rest are slips of the pen, and those above the list. Half of the managers are enough where each has many rows.
    """
    if "person" in batch.columns:
        return True
    if "parent" in batch.columns or not {"name", "manager"} <= set(batch.columns):
        return False
    names = {fold(person_name(entry.values.get("name") or "")) for entry in batch.entries}
    managers = [fold(one.name) for entry in batch.entries for one in (entry.values.get("manager") or [])[:1]]
    return any(0 < len(group) <= 2 * sum(manager in names for manager in group) for group in (managers, set(managers)))


def _read(batch, entry, whose, below):
    values = entry.values
    person = person_name(values.get(whose) or "")
    above = values.get(below)
    if below == "manager":
        for other in (above or [])[1:]:
            batch.note(entry, "manager", _("A position reports to one manager; %s is not kept.") % other.name)
        above = above[0].name if above else ""
    somebody = mentions(values[whose]) if person else []
    if person and is_nobody(person):
        batch.note(entry, whose, told_nobody(person), reading=NOBODY)
    name = values.get("title") or person
    values["position"] = person if somebody else name
    values |= {"name": name, "parent": above, "manager": with_email(somebody, values.get("email"))}
    # The address of whoever stands above.
    values.pop("manager_email", None)
    entry.cells["name"] = name
