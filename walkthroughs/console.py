"""What the facilitator's console shows beside the editor: the room, its pace, and the acts that can be undone."""

from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from walkthroughs.acts import acts_of
from walkthroughs.keys import GROUPS, in_bar
from walkthroughs.live import WALKTHROUGH
from walkthroughs.models import Room
from walkthroughs.pace import meeting_of, pace
from walkthroughs.script import STEPS

# The views of the wall in the order of their keys: code, key, word on the button.
VIEWS = (
    (Room.View.FOCUS, "1", _("Focus")),
    (Room.View.SAY_BACK, "2", _("Say-back")),
    (Room.View.WHOLE, "3", _("Whole tree")),
    (Room.View.LIGHTS, "4", _("Lights")),
    (Room.View.SCRIPT, "0", _("Script")),
)
# What the wall's theme turns to.
NEXT_THEME = {Room.Theme.OWN: Room.Theme.DARK, Room.Theme.DARK: Room.Theme.LIGHT, Room.Theme.LIGHT: Room.Theme.DARK}


def live_number(walkthrough):
    """Return the live number of a walk-through that was read with its room, as its console compares it."""
    return ".".join(str(part) for part in WALKTHROUGH.number_of(walkthrough))


class Console:
    """The console about one Desk. Read by its template; every part of it is one statement at most."""

    views = VIEWS

    def __init__(self, desk):
        self.desk, self.walkthrough = desk, desk.walkthrough
        self.room = getattr(desk.walkthrough, "room", None) or Room(walkthrough=desk.walkthrough)

    @property
    def number(self):
        """The live number that this was read at: it may be older than what was read, never newer."""
        return live_number(self.walkthrough)

    @cached_property
    def pace(self):
        """How much time is left, how much is open, and who the room waits for."""
        now = timezone.now()
        return pace(self.walkthrough, self.desk.tree, self.room, meeting_of(self.walkthrough), now)

    @cached_property
    def acts(self):
        """The acts of the tree."""
        return acts_of(self.walkthrough)

    @property
    def on_wall(self):
        """The name of the view that the wall shows now, the script's where nothing else was chosen."""
        return Room.View(self.room.view or STEPS[self.walkthrough.step].view).label

    @property
    def shown(self):
        """The node in the middle of the wall: the room's focus, else the root."""
        return self.desk.tree.by_id.get(self.room.focus_id) or self.desk.tree.root

    @property
    def next_theme(self):
        """The theme that the wall's button turns to."""
        return Room.Theme(NEXT_THEME[self.room.theme])

    @property
    def bar(self):
        """The keys of the bar."""
        return in_bar()

    @property
    def keys(self):
        """All keys, by what they are about."""
        return GROUPS
