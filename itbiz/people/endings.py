"""Tokens of service accounts that are about to end: contacts and CIOs are told twice, 30 and 7 days before."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from itbiz.access.models import WARNINGS, Role, ServiceAccount, Token, User
from itbiz.access.principals import Principal


def ending_tokens():
    """Return the tokens of service accounts that live and end within the first warning, the soonest first."""
    soon = timezone.now() + timedelta(days=max(WARNINGS))
    found = Token.objects.living().filter(user__service__isnull=False, user__is_active=True, expires_at__lte=soon)
    return found.select_related("user__service").order_by("expires_at", "pk")


def endings_for(principal):
    """Return the tokens that end soon, of the service accounts the principal sees; one statement."""
    return list(ending_tokens().filter(user__service__in=ServiceAccount.objects.visible_to(principal)))


class EndingMail(EmailMessage):
    """The mail about one token; sent, it is noted on the token, so that it is sent once a warning."""

    def __init__(self, token, to):
        words = {"token": token, "account": token.user.service, "n": token.days_left}
        subject = ngettext("A token ends in %(n)s day", "A token ends in %(n)s days", token.days_left) % words
        address = f"{settings.ITBIZ_ADDRESS}{reverse('people:service', args=[token.user.service.pk])}"
        super().__init__(subject, render_to_string("access/ending.txt", words | {"address": address}), to=to)
        self.token = token

    def send(self, fail_silently=False):
        """Send it, and note that it was sent."""
        sent = super().send(fail_silently)
        self.token.note_warning(by=Principal.system("remind"))
        return sent


def ending_mails():
    """Return (mails that are due, sentences about tokens whose end nobody can be told by mail)."""
    people = ("user__service__contact", "user__service__second")
    due = [token for token in ending_tokens().select_related(*people) if token.is_to_warn_of]
    chiefs = _chiefs() if due else []
    mails, unheard = [], []
    for token in due:
        to = list(dict.fromkeys(email for email in (*_contacts(token), *chiefs) if email))
        if to:
            mails.append(EndingMail(token, to))
        else:
            unheard.append(_("No e-mail address for the end of a token of %(account)s.") % {"account": token.user})
    return mails, unheard


def _contacts(token):
    return [person.email for person in token.user.service.people if person.active]


def _chiefs():
    """Return the e-mail addresses of the CIOs who sign in."""
    found = User.objects.holding(Role.CIO).filter(is_active=True, service=None)
    return [user.email or getattr(getattr(user, "person", None), "email", "") for user in found]
