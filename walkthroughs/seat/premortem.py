"""Writing reasons from a seat. Nothing here learns more of the writer than that they may be in the room (H11)."""

from django import forms

from itbiz.core.forms import Form
from itbiz.core.text import TEXT_LENGTH
from walkthroughs.models import Presence, Seat, Walkthrough
from walkthroughs.seat.guests import COOKIE


class ReasonForm(Form):
    """Why it failed."""

    text = forms.CharField(max_length=TEXT_LENGTH, widget=forms.Textarea)


def room_of(request, pk):
    """Return walk-through `pk` where a living seat of it, or somebody who is marked present, asks; else None."""
    rows = Walkthrough.objects.filter(pk=pk)
    seat = Seat.objects.find(request.COOKIES.get(COOKIE, ""))
    if seat is not None and seat.is_admitted and seat.walkthrough_id == pk:
        return rows.first()
    person = request.principal.person_id
    here = person is not None and Presence.objects.filter(walkthrough=pk, person=person).exists()
    return rows.visible_to(request.principal).first() if here else None
