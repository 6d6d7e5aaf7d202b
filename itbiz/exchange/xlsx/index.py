"""What a workbook says of itself: where its parts lie, its sheets, its shared texts, which numbers are days."""

import posixpath
import re

from itbiz.exchange.limits import LONGEST_CELL, LONGEST_TABLE, MOST_CELLS
from itbiz.exchange.xlsx.package import Reader, overfull

# The longest a text can be written that a cell may hold: each letter as _xHHHH_.
LONGEST_WRITTEN = 7 * (LONGEST_CELL + 1)
HIDDEN = ("hidden", "veryHidden")
# Built-in formats of days and times, those of East Asia included.
DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# Of a format: what stands for itself, colours and conditions; then a sum of hours; then what makes a day or a time.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_SUM = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DAY = re.compile(r"[dmyhs]", re.IGNORECASE)
# A letter that XML cannot hold, as workbooks write it.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text):
    """Return a text of a workbook with the letters it writes as _xHHHH_; halves of letters are none."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(found):
    code = int(found[1], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


class Relations(Reader):
    """Where the parts lie that a part refers to: `targets` by id, `kinds` by id."""

    def __init__(self, folder):
        super().__init__()
        self.folder, self.targets, self.kinds = folder, {}, {}
        self.begins["Relationship"] = self._take

    def first(self, kind):
        """Return where the first part of this kind lies, or None."""
        return next((self.targets[one] for one, found in self.kinds.items() if found == kind), None)

    def _take(self, attributes):
        if "Id" in attributes and "Target" in attributes:
            target = attributes["Target"]
            place = target[1:] if target.startswith("/") else posixpath.join(self.folder, target)
            self.targets[attributes["Id"]] = posixpath.normpath(place)
            self.kinds[attributes["Id"]] = attributes.get("Type", "").rpartition("/")[2]


class Workbook(Reader):
    """The sheets of a workbook, as (name, id of its relation, whether it is hidden), and from which year days count."""

    def __init__(self):
        super().__init__()
        self.sheets, self.counts_from_1904 = [], False
        self.begins |= {"sheet": self._take, "workbookPr": self._settle}

    def _take(self, attributes):
        relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
        self.sheets.append((attributes.get("name", ""), relation, attributes.get("state") in HIDDEN))

    def _settle(self, attributes):
        self.counts_from_1904 = attributes.get("date1904") in ("1", "true")


class Styles(Reader):
    """Which styles of cells show a number as a day or a time: `days`, a set of their numbers as texts."""

    def __init__(self):
        super().__init__()
        self.formats, self.days, self.inside, self.count = dict.fromkeys(DAYS, True), set(), False, 0
        self.begins |= {"numFmt": self._format, "cellXfs": self._enter, "xf": self._style}
        self.ends["cellXfs"] = self._leave

    def _format(self, attributes):
        self.formats[_whole(attributes.get("numFmtId"))] = shows_days(attributes.get("formatCode", ""))

    def _enter(self, _attributes):
        self.inside = True

    def _leave(self):
        self.inside = False

    def _style(self, attributes):
        if self.inside:
            if self.formats.get(_whole(attributes.get("numFmtId"))):
                self.days.add(str(self.count))
            self.count += 1


class Written(Reader):
    """Takes the pieces that a text is written in, and no more of them than shows that it is too long."""

    def __init__(self):
        super().__init__()
        self.pieces, self.length, self.taking, self.spoken = [], 0, False, False
        self.begins |= {"t": self._open, "rPh": self._speak}
        self.ends |= {"t": self._close, "rPh": self._fall_silent}

    def text(self, text):
        """Take a piece of text."""
        if self.taking and self.length < LONGEST_WRITTEN:
            self.pieces.append(text)
            self.length += len(text)

    def restart(self):
        """Forget the last text."""
        self.pieces, self.length = [], 0

    def _open(self, _attributes):
        self.taking = not self.spoken

    def _close(self):
        self.taking = False

    def _speak(self, _attributes):
        # How the text is spoken stands beside it, and is no part of it.
        self.spoken = True

    def _fall_silent(self):
        self.spoken = False


class Texts(Written):
    """The texts that cells share, in order: `found`. Raises Unreadable where all of them are too much."""

    def __init__(self):
        super().__init__()
        self.found, self.total = [], 0
        self.begins["si"] = self._begin
        self.ends["si"] = self._finish

    def _begin(self, _attributes):
        self.restart()

    def _finish(self):
        self.found.append(unescaped("".join(self.pieces)))
        self.total += self.length
        if len(self.found) > MOST_CELLS or self.total > LONGEST_TABLE:
            raise overfull()


def shows_days(code):
    """Return whether a format shows a number as a day or a time, and not as a sum of hours."""
    bare = _LITERAL.sub("", code)
    return not _SUM.search(bare) and _DAY.search(bare.split(";")[0]) is not None


def _whole(text):
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
