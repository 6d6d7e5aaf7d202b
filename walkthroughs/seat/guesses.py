"""How often a wrong code may be tried: sixty a minute from one address.

Counted in Django's cache, which every server process keeps for itself: with several processes the limit is as many
times sixty. A whole room may stand behind one address, so right codes are not counted, and who guesses does not soon
keep the others out. A code is found by luck about once in 1,600 meetings, and opens nothing before somebody is let in.
"""

from contextlib import suppress

from django.core.cache import cache

MOST = 60
SECONDS = 60


def is_spent(address):
    """Return whether this address guessed too often within the minute."""
    return cache.get(_key(address), 0) >= MOST


def note_wrong(address):
    """Count a wrong code from this address; the count ends a minute after its first."""
    if not cache.add(_key(address), 1, SECONDS):
        # The minute may end between the two.
        with suppress(ValueError):
            cache.incr(_key(address))


def _key(address):
    return f"join:{address}"
