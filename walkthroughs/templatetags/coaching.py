"""Template tags of practice and of what looks after risks."""

from django import template

from walkthroughs.coaching import NOTES
from walkthroughs.risks import risks_of

register = template.Library()


@register.inclusion_tag("walkthroughs/_coach.html")
def coach(walkthrough):
    """What a coach would whisper at the present step; nothing outside practice (H6)."""
    return {"note": NOTES[walkthrough.step] if walkthrough.mode == "practice" else None}


@register.inclusion_tag("walkthroughs/_risks.html")
def looked_after(contract):
    """The risks that found a home in a contract, in one line."""
    return {"risks": risks_of(contract)}
