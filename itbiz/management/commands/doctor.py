"""`manage.py doctor`: say what is not as the rules say, where no constraint of the database keeps it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from itbiz.doctor import findings


class Command(BaseCommand):
    """Look at units, trees, promises and lights; exit with 1 and a list where something is wrong."""

    help = "Compare stored lights with computed ones, and look at what verbs keep and constraints do not."

    def handle(self, **options):
        """Tell each finding on a line of its own. Raises CommandError where there is one."""
        told = findings()
        for sentence in told:
            self.stdout.write(sentence)
        if told:
            words = ngettext(
                "%(count)s thing is not as it should be.", "%(count)s things are not as they should be.", len(told)
            )
            raise CommandError(words % {"count": len(told)})
        self.stdout.write(_("All is as it should be."))
