"""The words of a state in German cells, as the rules name them in English (I3)."""

from itbiz.core.text import fold

_GERMAN = {
    "live": ("in Betrieb", "im Betrieb", "Betrieb", "produktiv", "verfügbar"),
    "introduction": ("Einführung", "in Einführung"),
    "growth": ("Wachstum",),
    "mature": ("Reife", "reif"),
    "decline": ("auslaufend", "läuft aus"),
    "deprecated": ("abgekündigt", "veraltet"),
    "retired": ("eingestellt", "außer Betrieb", "abgeschaltet", "stillgelegt"),
    "archived": ("archiviert",),
    "eliminated": ("aufgelöst",),
    "draft": ("Entwurf", "im Entwurf"),
    "in development": ("in Entwicklung", "im Aufbau"),
    "open": ("offen",),
    "active": ("aktiv",),
    "planned": ("geplant",),
    "in progress": ("laufend", "läuft", "in Arbeit", "in Umsetzung"),
    "on hold": ("pausiert", "zurückgestellt"),
    "closed": ("geschlossen",),
    "done": ("erledigt", "fertig"),
    "completed": ("abgeschlossen", "beendet"),
    "cancelled": ("abgebrochen", "storniert"),
    "rejected": ("abgelehnt",),
}
_ENGLISH = {fold(german): english for english, words in _GERMAN.items() for german in words}


def english(cell):
    """Return the word of a cell folded, and in English where it is a German one of the table."""
    word = fold(cell)
    return _ENGLISH.get(word, word)
