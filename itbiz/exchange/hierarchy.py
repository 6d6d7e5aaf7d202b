"""The parents that rows name: unknown ones, cycles, and what hangs below a row left out (rules I5 to I8)."""

from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.batch import by_key
from itbiz.exchange.tree import levels, on_cycles, way_up

ROOT = {"", "xx", "none", "n/a", "-"}


def parent_of(entry):
    """Return the key of the parent an entry names, or None for a root, however that is spelled (I5)."""
    parent = entry.values.get("parent")
    return None if fold(parent or "") in ROOT else parent


def in_levels(entries):
    """Return lists of `entries`, parents in an earlier list than their children, wherever they stood (I8)."""
    entries = {entry.key: entry for entry in entries}
    parents = {key: parent_of(entry) for key, entry in entries.items()}
    return [[entries[key] for key in level] for level in levels(parents, entries)]


class Hierarchy:
    """The tree as it would stand after the import."""

    def __init__(self, batch, known, standing):
        """`known` are records by key; `standing` is the tree as it stands: {id: id of the parent, or None}."""
        self.batch = batch
        self.known = known
        self.standing = standing

    def cyclic_when_first_wins(self):
        """Return the keys on a cycle when the first of several rows with one id is taken (I6)."""
        firsts = [entries[0] for entries in by_key(self.batch).values()]
        cyclic = on_cycles(self._after(firsts))
        return {entry.key for entry in firsts if self._node(entry.key) in cyclic}

    def check(self):
        """Make errors of unknown parents (I5) and cycles (I7); skipping drops what hangs below a dropped row."""
        if "parent" not in self.batch.columns:
            return
        in_file = {entry.key for entry in self.batch.entries}
        # Rows with another error, too: everything is told at once.
        for entry in self.batch.entries:
            if entry.repeats is None and "parent" in entry.values and not self._is_refused(entry):
                self._check_parent(entry, in_file)
        self._check_cycles()
        while self.batch.skipping and self._drop_orphans(in_file):
            pass

    def _is_refused(self, entry):
        return any(said.is_error and said.column == self.batch.columns["parent"] for said in entry.remarks)

    def _check_parent(self, entry, in_file):
        parent = parent_of(entry)
        if parent is None:
            spelled = entry.values["parent"]
            sentence = _("“%s” is read as: nothing above it.") % spelled if spelled else _("Nothing stands above it.")
            self.batch.note(entry, "parent", sentence)
        elif parent not in in_file and parent not in self.known:
            self.batch.error(
                entry,
                "parent",
                _("The parent “%s” is neither in the file nor known here.") % parent,
                _("Correct the id, add a row for it, or leave the cell empty for a root."),
            )

    def _check_cycles(self):
        entries = self.batch.usable
        after = self._after(entries)
        cyclic = on_cycles(after)
        keys = {self._node(key): key for key in [*self.known, *(entry.key for entry in entries)]}
        for entry in entries:
            node = self._node(entry.key)
            if node in cyclic:
                self._refuse_cycle(entry, [keys.get(step, "…") for step in way_up(after, node)])

    def _refuse_cycle(self, entry, way):
        sentence = _("The row stands, in the end, below itself: %s.") % " > ".join(way)
        if len(way) == 2:
            sentence = _("The row names itself as its parent.")
        self.batch.error(entry, "parent", sentence, _("Correct the parent of one row on this way."))

    def _drop_orphans(self, in_file):
        usable = self.batch.usable
        # A row of the file that is left out is no other one known here by its id: only a parent without a row may be.
        kept = {entry.key for entry in usable} | (set(self.known) - in_file)
        orphans = [entry for entry in usable if (parent_of(entry) or entry.key) not in kept]
        for entry in orphans:
            sentence = _("The parent “%s” is left out.") % parent_of(entry)
            self.batch.error(entry, "parent", sentence, _("Correct that row first."))
        return bool(orphans)

    def _node(self, key):
        record = self.known.get(key)
        return record.pk if record else key

    def _after(self, entries):
        named = [entry for entry in entries if "parent" in entry.values]
        # Copied as pairs of nodes, so that a known record and its row in the file are one.
        return self.standing | {self._node(e.key): self._parent_node(e) for e in named}

    def _parent_node(self, entry):
        parent = parent_of(entry)
        return None if parent is None else self._node(parent)
