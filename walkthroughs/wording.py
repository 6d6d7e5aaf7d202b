"""Hints at wording: a result is a thing handed over, not a task (C8, method §1.7). Quiet, never a block."""

import re

from django.utils.translation import gettext as _

from itbiz.core.text import fold

ACTIVITIES = {
    *("manage", "managing", "supporting", "coordinate", "coordinating", "assist", "assisting"),
    *("participate", "participating", "helping", "ensure", "ensuring", "handle", "handling"),
}
# Nouns as well, as in "Support readiness": tasks where nothing or one of these words follows.
NOUNS_TOO = {"support", "help"}
OBJECTS = {"the", "a", "an", "all", "any", "each", "every", "our", "your", "their", "its", "this", "these", "with"}
# What joins two results where each of them could be bought alone; no colour of a light follows from it.
JOINTS = re.compile(r"\s*;\s+|,?\s+(?:as well as|sowie)\s+|,?\s+(and)\s+", re.IGNORECASE)
# Fewer words before or after an "and" name one thing with two parts, as in "Finance and supply chain live".
LEAST_WORDS = 3
VAGUE = ("as needed", "as required", "if needed", "etc.", "and so on", "best effort")


def hints(text):
    """Return the sentences, none or more, that would make `text` a better result."""
    folded = fold(text)
    words = re.findall(r"[a-z]+", folded)
    found = []
    if words and (words[0] in ACTIVITIES or (words[0] in NOUNS_TOO and OBJECTS.issuperset(words[1:2]))):
        found.append(_("“%(word)s” is a task. Name what is handed over, and its state.") % {"word": words[0]})
    found += [_("“%(words)s” promises nothing. Say how much, or by when.") % {"words": v} for v in VAGUE if v in folded]
    return found


def while_typing(text, *, accepted_when=None):
    """Return what is said quietly while `text` is typed as a result: [(hint, better form)], never a block (C8).

    `accepted_when` is what stands in the field of that name; None where there is no such field.
    """
    if not text.strip():
        return []
    found = [(hint, _better(hint)) for hint in hints(text)]
    if parts := two_in(text):
        better = _("Two needs: “%(first)s”, and “%(second)s”.") % {"first": parts[0], "second": parts[1]}
        found.append((_("Are these two decisions? Each is bought, and promised, alone."), better))
    if accepted_when is not None and not accepted_when.strip():
        better = _("“…, accepted when %(test)s”") % {"test": _("a failover test takes at most 15 minutes")}
        found.append((_("Nobody knows yet by which test the buyer takes it."), better))
    return found


def _better(hint):
    if any(vague in hint for vague in VAGUE):
        return _("“within two hours on working days”, or “up to 40 people, until 30 June”")
    return _("“Regression result set for 240 scenarios, each with a verdict”")


def two_in(text):
    """Return the two results that `text` seems to join, or None where it names one."""
    joint = JOINTS.search(text)
    if joint is None:
        return None
    parts = [text[: joint.start()].strip(" .,;"), text[joint.end() :].strip(" .,;")]
    least = LEAST_WORDS if joint[1] else 1
    return parts if all(len(part.split()) >= least for part in parts) else None
