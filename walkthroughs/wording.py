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
