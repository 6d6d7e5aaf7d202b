"""How much room a text takes on a wall, so that the server knows what fits before a browser sets it."""

import math
import re
from functools import lru_cache

# Advance widths of the wall's typeface in hundredths of its size; a character that is not named counts as OTHER.
GROUPS = {
    26: " ijlI",
    33: "!',.:;`|",
    38: "()/[]\\ftr1",
    46: "-_{}^",
    56: '"*?7JLaksvxyz',
    61: "25EFbcdeghnopqu",
    66: "034689#$&+<=>BPRSTZ~",
    72: "ADKVXY",
    77: "CGHNOQU",
    88: "wMm",
    102: "%@W",
}
WIDTHS = {character: width / 100 for width, characters in GROUPS.items() for character in characters}
OTHER = 0.7
BOLD = 1.02


def width(text, *, bold=False):
    """Return the width of `text` on one line, in multiples of its font size."""
    return sum(WIDTHS.get(character, OTHER) for character in text) * (BOLD if bold else 1)


@lru_cache(maxsize=4096)
def lines(text, room, *, bold=False, after=0.0):
    """Return how many lines `text` takes where a line is `room` font sizes wide; longer words break anywhere.

    It begins `after` font sizes into the first line.
    """
    count, filled = 1, after
    for word in re.findall(r"\s*[^\s-]*-?", text):
        if filled + width(word, bold=bold) <= room:
            filled += width(word, bold=bold)
            continue
        bare = width(word.strip(), bold=bold)
        broken = math.ceil(bare / room) - 1
        count += (filled > 0) + broken
        filled = bare - broken * room
    return count
