"""What can be followed, and the views of it that followers get."""

from django.conf import settings
from django.utils.translation import get_language

from itbiz.core.text import fingerprint


class Subject:
    """Rows of one kind, each with a live number: anything hashable that changes with whatever is shown of the row."""

    kind = ""

    def topic(self, pk):
        """Return what `tell` is called with, such as "walkthrough:12"."""
        return f"{self.kind}:{pk}"

    def numbers(self, pks):
        """Return {pk: live number} of those that exist, in one statement."""
        raise NotImplementedError

    def read(self, pk):
        """Return what all views of the row are rendered from; called once a number, when somebody follows."""
        raise NotImplementedError


class View:
    """One way to show a subject. Its `name` tells its fragments from those of the other views."""

    name = ""
    subject = None

    def render(self, state, variant):
        """Return the HTML of `state`, which `subject.read` answered, for a hashable `variant` such as a size."""
        raise NotImplementedError

    def admitted(self, pk, holders):
        """Return those of `holders` (what the streams were opened with) who may still look, in one statement."""
        raise NotImplementedError

    def tag(self, number, variant, language=None):
        """Return the tag of a fragment: ETag where it is polled, id of the event where it is pushed."""
        parts = (self.name, number, variant, language or get_language(), settings.RELEASE)
        return f'"{fingerprint(repr(parts))}"'
