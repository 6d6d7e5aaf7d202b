"""How a service's values read on pages."""

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.models import Service

# What to write in a field that an offer needs (H9).
ADVICE = {
    "line": gettext_lazy("Name the line of business that answers for it."),
    "deliverable": gettext_lazy("Say what is handed over, and in which state."),
    "acceptance": gettext_lazy("Say how the buyer can tell that it is done."),
    "included": gettext_lazy("Say what belongs to it, so that nobody has to ask."),
    "customer_provides": gettext_lazy("Say what the customer brings, or that it is nothing."),
    "unit_of_sale": gettext_lazy("Say what one of it is: a month, an application, an event."),
    "review_due": gettext_lazy("Say when you will look at it again."),
}
PROMISES = ("deliverable", "acceptance", "included", "not_included", "customer_provides", "unit_of_sale")
SHORT = 80


def label_of(name):
    """Return what a field of a service is called on screen."""
    return str(Service._meta.get_field(name).verbose_name).capitalize()


def advice(missing):
    """Return (label, sentence) for each missing field."""
    return [(label_of(name), ADVICE[name]) for name in missing]


def money(price, currency):
    """Return a price such as "1,200 EUR", or ""."""
    return "" if price is None else f"{floatformat(price, '-2g')} {currency}"


def effort(low, high):
    """Return an effort such as "5 to 8 person-days", or ""."""
    if low is None and high is None:
        return ""
    if None in (low, high) or low == high:
        return _("%(days)s person-days") % {"days": floatformat(high if low is None else low, "-2g")}
    days = {"low": floatformat(low, "-2g"), "high": floatformat(high, "-2g")}
    return _("%(low)s to %(high)s person-days") % days


def facts(service):
    """Return (label, text) for all that a service promises; the text is "" where nothing is said yet."""
    days = service.lead_time_days
    lead = "" if days is None else ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return [
        *((label_of(name), getattr(service, name)) for name in PROMISES),
        (_("Price"), money(service.price, service.currency)),
        (_("Effort"), effort(service.effort_low, service.effort_high)),
        (_("Lead time"), lead),
        (label_of("review_due"), date_format(service.review_due, "j M Y") if service.review_due else ""),
        (label_of("code"), service.code),
    ]


def brief(text):
    """Return the first words of a text, for one line of a list."""
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
