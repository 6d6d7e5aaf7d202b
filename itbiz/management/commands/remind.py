"""`manage.py remind`: mail everybody what waits for them after a close, what is late, and which tokens end soon."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from itbiz.core.env import NO_MAIL
from itbiz.exchange.models import Upload
from itbiz.people.endings import ending_mails
from walkthroughs.reminders import reminders

NOT_CONFIGURED = "Mail is not configured, so nothing was sent. Set EMAIL_URL, such as smtp://user:password@host:587."


class Command(BaseCommand):
    """One mail a person, in plain text; whoever has nothing to be reminded of gets none."""

    help = "Mail what is still asked after a close, and what is late on either side. Without EMAIL_URL it prints them."

    def add_arguments(self, parser):
        """Whether to send."""
        parser.add_argument("--dry-run", action="store_true", help="print the mails and send none")

    def handle(self, *, dry_run, **options):
        """Send or print the mails, say whom none can reach, and forget files that waited too long for their owner.

        Raises CommandError where a mail could not be sent.
        """
        Upload.forget_old()
        configured = settings.EMAIL_BACKEND != NO_MAIL
        found = reminders()
        for reminder in found:
            if not reminder.person.email:
                self.stdout.write(f"No e-mail address: {reminder.person}, {len(reminder)} waiting.")
        endings, unheard = ending_mails()
        for sentence in unheard:
            self.stdout.write(sentence)
        mails = [mail_of(reminder) for reminder in found if reminder.person.email] + endings
        if configured and not dry_run:
            self.send(mails)
            return
        for mail in mails:
            self.stdout.write(f"To: {', '.join(mail.to)}\nSubject: {mail.subject}\n\n{mail.body}")
        self.stdout.write(f"{len(mails)} to send." if configured else NOT_CONFIGURED)

    def send(self, mails):
        """Send each mail; one that fails does not keep the others back."""
        failed, connection = [], get_connection()
        try:
            connection.open()
        except (SMTPException, OSError) as error:
            raise CommandError(f"Not sent: the mail server of EMAIL_URL does not answer: {error}") from error
        for mail in mails:
            mail.connection = connection
            try:
                mail.send()
            except (SMTPException, OSError) as error:
                failed.append(f"{mail.to[0]}: {error}")
        connection.close()
        self.stdout.write(f"{len(mails) - len(failed)} sent.")
        if failed:
            raise CommandError("\n".join(["Not sent:", *failed]))


def mail_of(reminder):
    """Return the mail that reminds one person."""
    waiting = len(reminder)
    subject = ngettext("%(n)s thing waits for you", "%(n)s things wait for you", waiting) % {"n": waiting}
    context = {"reminder": reminder, "address": settings.ITBIZ_ADDRESS}
    return EmailMessage(subject, render_to_string("walkthroughs/reminder.txt", context), to=[reminder.person.email])
