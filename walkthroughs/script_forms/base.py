"""What an act of the script is sent by."""

from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import invalid
from itbiz.core.forms import VersionForm
from itbiz.core.pages import number_in
from orgchart.models import Line
from walkthroughs.forms import NamedField, for_principal
from walkthroughs.suggest import supplier_called


def line_called(principal, typed):
    """Return the line that is called `typed`, or None."""
    found = supplier_called(principal, typed)
    return found if isinstance(found, Line) else None


class LineField(NamedField):
    """Names a line."""

    def __init__(self, **options):
        unknown = _("No line is called “%(name)s”. Choose from the list.")
        super().__init__(find=line_called, unknown=unknown, suggest="lines", **options)


class ScriptForm(VersionForm):
    """One act of the script in a walk-through. `act()` does it, `said` tells it; `focus` is what is looked at then."""

    said = ""
    focus = None
    ids = "script_%s"

    def __init__(self, data=None, *, walkthrough, principal, **options):
        self.walkthrough, self.principal = walkthrough, principal
        super().__init__(data, auto_id=self.ids, **options)
        for_principal(self, principal)

    def the(self, rows, name):
        """Return the row of this walk-through whose id was sent as `name`. Raises ValidationError where it is gone."""
        row = rows.filter(walkthrough=self.walkthrough, pk=number_in(self.data.get(name))).first()
        if row is None:
            raise invalid({name: _("This is not there any more. See what stands now.")}, "invalid")
        return row


def waive(form, what):
    """Keep why there is no such thing as `what`; an empty reason takes the waiver back."""
    walkthrough, reason = form.walkthrough, form.cleaned_data[f"no_{what}"].strip()
    waivers = {name: why for name, why in walkthrough.waivers.items() if name != what}
    if reason != walkthrough.waivers.get(what, ""):
        walkthrough.update(by=form.principal, waivers=waivers | ({what: reason} if reason else {}))
