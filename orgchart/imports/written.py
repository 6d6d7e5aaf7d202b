"""Names of people as files write them: the surname first, with titles, several in one."""

import re

from django.utils.translation import gettext as _

from itbiz.core.text import fold, one_line
from itbiz.exchange.readings import NAMES
from orgchart.models import Person

# What stands before or behind a name and is none of it, folded and without dots.
TITLES = {"dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "herr", "frau", "jr", "sr"}
TITLES |= {"dipl-ing", "dipl-inf", "dipl-kfm", "phd", "mba", "msc", "bsc"}
# What a given name is not: firms and teams, and what somebody is.
NO_NAMES = {"inc", "ltd", "llc", "gmbh", "mbh", "ag", "se", "kg", "ug", "ev", "co", "corp", "plc", "sa", "bv", "nv"}
NO_NAMES |= {
    "limited",
    "company",
    "corporation",
    "partners",
    "associates",
    "sons",
    "team",
    "group",
    "office",
    "services",
}
NO_NAMES |= {"ceo", "cio", "cto", "cfo", "coo", "ciso", "cdo", "vp", "head", "lead", "leader", "manager", "director"}
NO_NAMES |= {
    "leiter",
    "leiterin",
    "leitung",
    "chief",
    "deputy",
    "president",
    "officer",
    "interim",
    "acting",
    "ii",
    "iii",
}
# With these a surname of several words begins.
PARTICLES = {"von", "vom", "van", "zu", "zur", "zum", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la"}
LONGEST = 3
# What stands in brackets behind a name and is none of it, folded and without dots and blanks.
REMARKS = {"komm", "kommissarisch", "kommissarischeleitung", "iv", "ivertretung", "invertretung", "vertretung", "ai"}
REMARKS |= {"acting", "interim", "adinterim", "temporary", "temp", "elternzeit", "inelternzeit", "ez", "beurlaubt"}
REMARKS |= {"onleave", "parentalleave", "maternityleave", "sabbatical", "extern", "external", "ext"}
_REMARK = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]\Z")
_WORD = re.compile(r"(?:[^\W\d_]+[.'’-]?)+")
_JOINED = re.compile(r",|&|\+|/|\s(?:and|und)\s")


def person_name(text):
    """Return a name as it is kept: composed, blanks collapsed, "Karin Vogel" for "Vogel, Karin (acting)".

    Turned round is only what has one comma, a few words of letters on each side, and cannot be two people, a firm, or a
    name with what somebody is.
    """
    text = _without_remark(one_line(text))
    sides = [side.split() for side in text.split(",")]
    if len(sides) != 2 or not all(map(_may_be_name, sides)):
        return text
    titles = [word for side in sides for word in side if _bare(word) in TITLES]
    surname, given = ([word for word in side if _bare(word) not in TITLES] for side in sides)
    are_two = len(surname) > 1 and len(given) > 1 and fold(surname[0]) not in PARTICLES
    return text if are_two or not (surname and given) else " ".join(titles + given + surname)


def may_be_several(name):
    """Return whether a name, as `person_name` gives it, may be two people: joined by a comma, "&" or "and"."""
    parts = [part.split() for part in _JOINED.split(name)]
    return len(parts) > 1 and all(map(_may_be_name, parts)) and any(likeness(" ".join(part)) for part in parts[1:])


def likeness(name):
    """Return what two spellings of one name share: `name` folded and without titles; "" where it is nothing else."""
    return " ".join(word for word in fold(name.replace(",", " ")).split() if _bare(word) not in TITLES)


def namesakes(by, names):
    """Return {name: (name, code)} of somebody active here who may be meant by one of `names`; of the very name first.

    All people that principal `by` sees are read, in one statement: no index knows names without their titles.
    """
    wanted, found = {likeness(name) for name in names}, {}
    people = Person.objects.visible_to(by).filter(active=True).order_by("pk")
    for name, code in people.values_list("name", "code").iterator() if wanted else ():
        if likeness(name) in wanted:
            found.setdefault(likeness(name), {}).setdefault(name, code)
    alike = {name: found[likeness(name)] for name in names if likeness(name) in found}
    return {name: (name, codes[name]) if name in codes else next(iter(codes.items())) for name, codes in alike.items()}


def _without_remark(text):
    """Return a name without what says in brackets how somebody holds an office, or that they are away."""
    found = _REMARK.search(text)
    name = text[: found.start()].rstrip() if found and _bare(found[1]).replace(" ", "") in REMARKS else ""
    return name or text


def reading_of(text):
    """Return of which reading a name written as `text` is: a plain one, but where a remark is left out."""
    return NAMES if _without_remark(one_line(text)) == one_line(text) else ""


def told_written(written, name):
    """Return the sentence that says how a cell's name `written` is read."""
    return _("“%(written)s” is read as “%(name)s”.") % {"written": written, "name": name}


def told_several(name):
    """Return the sentence that says that `name` is taken for one person's."""
    return _("“%s” is read as one name. Part two people by a semicolon.") % name


def told_namesake(name, other, code):
    """Return the sentence that says that `name` is made beside somebody who is here."""
    words = {"name": name, "other": other, "code": code}
    sentence = _("Somebody called “%(other)s” is here already (%(code)s), and “%(name)s” is made beside them.") % words
    remedy = _("Where the two are one, write their e-mail or code, or merge them on the page of one.")
    return f"{sentence} {remedy}"


def told_alike(name, other, row):
    """Return the sentence that says that two names of a file are read as two people."""
    words = {"name": name, "other": other, "row": row}
    if name == other:
        sentence = _("“%(name)s” stands in row %(row)d, too, and is read as two people: their e-mails or ids differ.")
        return f"{sentence % words} {_('Where they are one, write one e-mail, or merge them on the page of one.')}"
    sentence = _("“%(name)s” and “%(other)s” of row %(row)d are read as two people.") % words
    return f"{sentence} {_('Where they are one, write the name alike, or merge them on the page of one.')}"


def _may_be_name(words):
    return 1 <= len(words) <= LONGEST and all(_WORD.fullmatch(word) and _bare(word) not in NO_NAMES for word in words)


def _bare(word):
    return fold(word).replace(".", "")
