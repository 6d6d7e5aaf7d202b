"""Links by mail: what is sent where a mail server is named, and what is said where it does not answer."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from itbiz.core.env import NO_MAIL


def can_mail():
    """Say whether mail can be sent from here."""
    return settings.EMAIL_BACKEND != NO_MAIL


def send_links(links, maker):
    """Mail each Invitation that has an address; return {its id: a sentence about it}. A failure loses no link."""
    told, connection = {}, get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        return {link.pk: _not_sent(link, error) for link in links if link.email}
    for link in links:
        if link.email:
            told[link.pk] = _send(link, maker, connection)
    connection.close()
    return told


def _send(link, maker, connection):
    try:
        mail_of(link, maker, connection).send()
    except (SMTPException, OSError) as error:
        return _not_sent(link, error)
    return _("Sent to %(email)s.") % {"email": link.email}


def _not_sent(link, error):
    sentence = _("Not sent to %(email)s: %(error)s. Give them the link yourself.")
    return sentence % {"email": link.email, "error": error}


def mail_of(link, maker, connection=None):
    """Return the mail that carries a link; `maker` is the name of whoever gives it."""
    joins = link.kind == link.Kind.JOIN
    subject = _("You are invited to sign in") if joins else _("Choose a new password")
    address = f"{settings.ITBIZ_ADDRESS}{reverse('welcome', args=[link.secret])}"
    body = render_to_string("access/link.txt", {"link": link, "joins": joins, "maker": maker, "address": address})
    return EmailMessage(subject, body, to=[link.email], connection=connection)
