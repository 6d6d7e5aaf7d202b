"""`manage.py remind`: who is mailed what, never of practice, and what happens without a server (H6, H7, C7, V4)."""

import os
import subprocess
import sys
from datetime import date
from smtplib import SMTPException

import pytest
from django.conf import settings as installed
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from itbiz.core.env import NO_MAIL, Env, WrongSetting
from itbiz.management.commands.remind import Command
from tests.cast import SYSTEM, make_contract, make_person, principal
from tests.walkthroughs.asked import WHOLE, child, make_room
from walkthroughs.models import Contract, Question
from walkthroughs.reminders import reminders

pytestmark = pytest.mark.django_db
PAST = date(2020, 3, 1)


@pytest.fixture
def room(company):
    """The room, in which everybody has an address."""
    room = make_room(company)
    for name in ("maya", "aisha", "ruth", "elin", "nadia", "dora"):
        getattr(room, name).update(by=SYSTEM, email=f"{name}@example.org")
    return room


def close(room):
    room.walkthrough.close(by=SYSTEM, reason="Time is up")


def told():
    """Return what each is reminded of, by first name and list."""
    lists = ("still_asked", "promised", "owed", "questions")
    found = {reminder.person.name.split()[0]: reminder for reminder in reminders()}
    return {
        name: {kind: titles for kind in lists if (titles := [row["title"] for row in getattr(reminder, kind)])}
        for name, reminder in found.items()
    }


def test_h7_c7_each_side_is_reminded_of_its_own(room):
    child(room, "asked", need="A tier")
    child(room, "countered", need="A network")
    duties = [{"what": "Sizing inputs", "due": PAST}]
    child(room, "promised", need="A restore", due=PAST, buyer_provides_nothing=False, obligations=duties)
    Question.create(by=SYSTEM, about=room.root, text="Who pays?", decider=room.ruth, due=PAST)
    close(room)
    both = {"still_asked": ["A tier"], "promised": ["A restore"]}
    assert told() == {
        "Aisha": both,
        "Dora": both,
        "Maya": {"still_asked": ["A network"], "owed": ["Sizing inputs"]},
        "Ruth": {"questions": ["Who pays?"]},
    }


def test_what_is_kept_or_not_due_reminds_nobody(room):
    later = {"due": date(2090, 1, 1)}
    duties = [{"what": "Sizing inputs", **later}]
    child(room, "promised", buyer_provides_nothing=False, obligations=duties, **later)
    done = child(room, "promised", need="A restore", due=PAST)
    Contract.objects.get(pk=done.pk).deliver(by=principal(room.aisha))
    question = Question.create(by=SYSTEM, about=room.root, text="Who pays?", decider=room.ruth, due=PAST)
    question.resolve(by=SYSTEM, resolution="Finance")
    close(room)
    assert told() == {}


def test_of_a_vacant_unit_the_head_above_is_told(room):
    child(room, "asked", need="A tier")
    close(room)
    room.db_unit.update(by=SYSTEM, head=None, appointments=[])
    assert told() == {"Nadia": {"still_asked": ["A tier"]}}


def test_h6_practice_reminds_nobody(room):
    practice = room.room(mode="practice")
    root = make_contract(practice, supplier=room.erp, **WHOLE)
    duties = [{"what": "Sizing inputs", "due": PAST}]
    fields = {"accepted_when": "A test", "obligations": duties, "due": PAST}
    contract = make_contract(practice, parent=root, supplier=room.db, asked=True, **fields)
    contract.promise(by=principal(room.aisha))
    make_contract(practice, parent=root, supplier=room.db, asked=True, **WHOLE)
    for about in (practice, root):
        Question.create(by=SYSTEM, about=about, text="Who pays?", decider=room.ruth, due=PAST)
    practice.close(by=SYSTEM, reason="Practised")
    assert told() == {}


def test_v4_a_decider_reads_no_question_about_what_they_do_not_see(room):
    hidden = room.room(access="restricted", code="hidden")
    paul = make_person("Paul Passer", email="paul@example.org")
    for decider in (room.olga, paul):
        Question.create(by=SYSTEM, about=hidden, text="Who pays?", decider=decider, due=PAST)
    assert told() == {}


def test_one_mail_a_person_with_links_that_open(room, mailoutbox, capsys, settings):
    settings.ITBIZ_ADDRESS = "https://it.example.org"
    asked = child(room, "asked", need="A tier", due=date(2027, 3, 1))
    room.dora.update(by=SYSTEM, email="")
    close(room)
    call_command("remind")
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["aisha@example.org"], "1 thing waits for you")
    assert "- A tier (ERP Engineering), due 1 Mar 2027\n" in mail.body
    assert f"\n  https://it.example.org/walkthroughs/{room.walkthrough.pk}/?focus={asked.pk}\n" in mail.body
    assert capsys.readouterr().out == "No e-mail address: Dora Deputy, 1 waiting.\n1 sent.\n"
    call_command("remind", "--dry-run")
    assert (len(mailoutbox), "To: aisha@example.org" in capsys.readouterr().out) == (1, True)


def test_without_a_mail_server_it_prints_and_says_how(room, mailoutbox, capsys, settings):
    settings.EMAIL_BACKEND = NO_MAIL
    child(room, "asked", need="A tier")
    close(room)
    call_command("remind")
    printed = capsys.readouterr().out
    assert "Subject: 1 thing waits for you" in printed
    assert printed.endswith("Set EMAIL_URL, such as smtp://user:password@host:587.\n")
    assert mailoutbox == []


def test_mails_are_written_to_a_folder(room, tmp_path, settings):
    values = Env({"EMAIL_URL": f"file://{tmp_path}"}).mail("EMAIL_URL")
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = values["EMAIL_BACKEND"], values["EMAIL_FILE_PATH"]
    child(room, "asked", need="A tier")
    close(room)
    call_command("remind")
    (written,) = tmp_path.iterdir()
    assert written.read_text().count("Subject: 1 thing waits for you") == 2


def test_a_mail_server_that_does_not_answer_is_told(room, settings):
    for name, value in Env({"EMAIL_URL": "smtp+plain://127.0.0.1:1"}).mail("EMAIL_URL").items():
        setattr(settings, name, value)
    child(room, "asked", need="A tier")
    close(room)
    with pytest.raises(CommandError, match="Not sent: the mail server of EMAIL_URL does not answer"):
        call_command("remind")


def test_a_mail_that_fails_does_not_keep_the_others_back(mailoutbox):
    class Failing(EmailMessage):
        def send(self, fail_silently=False):
            raise SMTPException("no such box")

    mails = [Failing(to=["gone@example.org"]), EmailMessage("Two", "Body", to=["dora@example.org"])]
    with pytest.raises(CommandError, match=r"gone@example\.org: no such box"):
        Command().send(mails)
    assert [mail.to for mail in mailoutbox] == [["dora@example.org"]]


def test_a_mail_url_is_read_or_refused():
    read = Env({"EMAIL_URL": "smtps://ann:p%40ss@mail.example.org"}).mail("EMAIL_URL")
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_HOST_PASSWORD"]) == ("mail.example.org", 465, "p@ss")
    assert (read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (False, True)
    assert Env({}).mail("EMAIL_URL") == {"EMAIL_BACKEND": NO_MAIL}
    for wrong in ("mail.example.org", "http://mail", "smtp://", "file://", "smtp://host:eighty"):
        with pytest.raises(WrongSetting, match="EMAIL_URL names no mail server"):
            Env({"EMAIL_URL": wrong}).mail("EMAIL_URL")
    for wrong in ("it.example.org", "ftp://it"):
        with pytest.raises(WrongSetting, match="ITBIZ_ADDRESS is"):
            Env({"ITBIZ_ADDRESS": wrong}).address("ITBIZ_ADDRESS", "http://localhost")


def test_the_command_line_stands(tmp_path):
    environment = {"PATH": os.environ["PATH"], "ITBIZ_VAR": str(tmp_path), "EMAIL_URL": f"file://{tmp_path}"}
    done = subprocess.run(
        [sys.executable, "manage.py", "remind", "--help"],
        cwd=installed.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "--dry-run" in done.stdout) == (0, True)
