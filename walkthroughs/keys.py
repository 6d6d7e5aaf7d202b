"""The keys of the facilitator's console: one table for its bar and for the dialog that lists them all."""

from dataclasses import dataclass

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from itbiz.core.terms import term

# The letter of each move, on its button. Rare moves have none.
MOVE_KEYS = {
    "ask": "a",
    "promise": "p",
    "counter": "c",
    "decline": "x",
    "agree": "y",
    "amend": "e",
    "deliver": "d",
    "accept": "o",
    "reject": "r",
    "withdraw": "b",
}


@dataclass(frozen=True)
class Key:
    """Keys pressed together or either of them, what they do, and the words for it in the bar, if it stands there."""

    keys: tuple
    words: str | Promise
    bar: str | Promise = ""


_term = lazy(term, str)
# The keys by what they are about: (heading, keys).
GROUPS = (
    (
        _("The tree"),
        [
            Key(("↑", "↓"), _("walk the tree"), _("move")),
            Key(("Enter",), _("open a row, and type"), _("open")),
            Key(("f",), _("focus here, and show it on the wall"), _("focus here")),
            Key(("Esc",), _("back to the tree, out of any field")),
            Key(("h",), _("what hangs on this?")),
        ],
    ),
    (
        _("Adding"),
        [
            Key(("n",), _("type a need"), _("add a need")),
            Key(("/",), _("type a need")),
            Key(("Enter",), _("add, and stay for the next one")),
            Key(("Tab",), _("add, and go deeper"), _("deeper")),
            Key(("Alt", "Enter"), _("add: nobody offers this")),
            Key(("Ctrl", "Enter"), _("add with a new line of business")),
            Key(("g",), _("nobody offers this, or somebody does"), _("nobody offers this")),
            Key(("Alt", "1"), _("add the first of what was bought before; Alt+0: all of it")),
        ],
    ),
    (
        _("The contract in focus"),
        [
            *(Key((key,), _term(f"button.{verb}")) for verb, key in MOVE_KEYS.items()),
            Key(("m",), _("more fields")),
            Key(("s",), _("save")),
            Key(("Ctrl", "Enter"), _("in a field: make the first move")),
        ],
    ),
    (
        _("The room"),
        [
            Key(("1",), _("wall: focus")),
            Key(("2",), _("wall: say-back")),
            Key(("3",), _("wall: whole tree")),
            Key(("4",), _("wall: lights")),
            Key(("0",), _("wall: as the script says")),
            Key(("t",), _("wall: light or dark")),
            Key(("w",), _("whose is it? Two minutes"), _("whose is it, 2 min")),
            Key(("q",), _("park a question"), _("park")),
            Key(("]",), _("next step")),
            Key(("[",), _("previous step")),
        ],
    ),
    (
        _("Acts"),
        [
            Key(("z",), _("undo"), _("undo")),
            Key(("Shift", "z"), _("redo")),
            Key(("u",), _("undo any act, by name")),
            Key(("?",), _("all keys")),
        ],
    ),
)


def in_bar():
    """Return the keys that the bar shows."""
    return [key for _heading, keys in GROUPS for key in keys if key.bar]
