"""Texts as people type them: folded for search, shortened for walls, turned into codes."""

import hashlib
import re
import unicodedata

CODE_LENGTH = 200
SHORT_LENGTH = 16
# Of a text without a limit of its own: some four pages. What is longer is a document.
TEXT_LENGTH = 10_000
# PostgreSQL holds none, not even to look for it.
NUL = "\0"
# Ends the name in what a row is found by: below every letter, so that "Data" stands before "Data Base".
END = "\x1f"
# What no text holds: NUL, and marks that turn round in which order others read the letters.
_UNSEEN = re.compile("[\0\u202a-\u202e\u2066-\u2069]")


def exact(text):
    """Return `text` trimmed and in Unicode's composed form (NFC), as codes and names are stored (rule N1)."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", str(text)).strip())


def one_line(text):
    """Return `text` as `exact` does, blanks collapsed: how people are called."""
    return " ".join(exact(text).split())


def fold(text):
    """Return `text` without case and accents, blanks collapsed, for a search that both databases do alike."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if c != NUL and not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def found_by(name, *others):
    """Return the folded text that a row is found and sorted by: its name, and behind END what else is looked into."""
    return f"{fold(name)} {END}{fold(' '.join(others))}"


def slug(text):
    """Return a readable code made from a name: letters and digits, joined by hyphens, at most 60 characters."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-")


def shorten(name):
    """Return at most 16 characters of `name` for walls (rule N8), up to the end of a word where one ends there."""
    name = exact(name)
    if len(name) <= SHORT_LENGTH:
        return name
    ends = [gap.start() for gap in re.finditer(r"[\s,/:._&-]+", name) if 0 < gap.start() <= SHORT_LENGTH]
    return name[: max(ends, default=SHORT_LENGTH)]


def whole_words(short, name):
    """Return `short`, the short name of `name`, with its last word whole where 16 characters cut it: it wraps (N8)."""
    is_cut = len(short) == SHORT_LENGTH and name.startswith(short)
    return short + re.match(r"\w*", name[SHORT_LENGTH:]).group() if is_cut else short


def fingerprint(text):
    """Return a short digest of `text`, for tags and caches; nothing secret."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
