"""The stage for tests of access: everybody who stands differently to the same objects, and the objects.

What only some may see holds the word "zephyr" in every text, so that a leak is found wherever it stands.
"""

from contextlib import contextmanager

from django.test import TestCase

from itbiz.access.models import Invitation, PresenterLink, ServiceAccount, Token
from itbiz.access.principals import Principal
from itbiz.audit.models import ChangeSet
from tests.cast import SYSTEM, Company, make_contract, make_person, make_project, make_service, make_unit, make_vendor
from tests.cast import principal as principal_of
from tests.kept import kept
from walkthroughs.models import Finding, Obligation, Pattern, Question
from walkthroughs.models.founding import found_line

SECRET = "zephyr"
PROMISE = {"accepted_when": "A failover test passes", "buyer_provides_nothing": True}

# Where each stands to the line "db", its unit, and the walk-throughs in which ERP asks it.
ROLES = {
    "outsider": "olga",
    "reader": "rita",
    "head": "aisha",
    "deputy": "dora",
    "editor": "edith",
    "above": "hugo",
    "other_head": "ruth",
    "buyer": "maya",
    "client": "elin",
    "sponsor": "sven",
    "facilitator": "fred",
    "colleague": "cora",
    "cio": "carl",
}
EVERYBODY = frozenset(ROLES)
# V2, V3: who sees a draft of the line; who has a part in a restricted walk-through.
WRITERS = frozenset({"head", "deputy", "editor", "above", "cio"})
PARTIES = frozenset({"head", "deputy", "above", "buyer", "client", "sponsor", "facilitator", "cio"})


@contextmanager
def undone():
    """Take back what is written inside; verbs find an outermost transaction, as they ask for one."""
    blocks = TestCase._enter_atomics()
    try:
        yield
    finally:
        TestCase._rollback_atomics(blocks)


class Stage(Company):
    """The company with everybody of ROLES, and one object for each way of being hidden."""

    def __init__(self):
        super().__init__()
        self.rita = make_person("Rita Reader", username="rita", roles=["reader"])
        self.dora = make_person("Dora Deputy", username="dora")
        self.edith = make_person("Edith Editor", username="edith")
        self.hugo = make_person("Hugo Above", username="hugo")
        self.sven = make_person("Sven Sponsor", username="sven")
        self.cora = make_person("Cora Colleague", username="cora", roles=["facilitator"])
        self.carl = make_person("Carl Chief", username="carl", roles=["cio"])
        self.infra = make_unit("Infrastructure", code="infra", head=self.hugo, parent=self.it)
        self.db_unit.move(by=SYSTEM, parent=self.infra)
        appointed = [{"person": self.dora, "kind": "deputy"}, {"person": self.edith, "kind": "editor"}]
        self.db_unit.update(by=SYSTEM, appointments=appointed)
        self.norvik = make_vendor("Norvik", code="norvik", held_by=self.db)
        self._offer()
        self.quarter = make_project("A quarter closed early", code="quarter", client=self.finance, sponsor=self.sven)
        self.rooms = {
            "open": self._walk(),
            "restricted": self._walk(access="restricted", title="Zephyr restricted"),
            "practice": self._walk(mode="practice", title="Zephyr practice"),
        }
        self.empty = self.room(project=self.quarter)
        self.born = found_line(self.rooms["open"]["walkthrough"], by=SYSTEM, name="Archive", head=self.aisha)
        self.pattern = self._keep_pattern()
        self._let_in()
        self.doubt = Question.create(by=principal_of(self.aisha), about=self.secret, text="Zephyr, by when?")

    def _let_in(self):
        """A service account with a token, and somebody who is invited."""
        contacts = {"contact": self.aisha, "second": self.ruth}
        self.nightly = ServiceAccount.open(by=SYSTEM, username="nightly", purpose="Imports", **contacts)
        self.token = Token.issue(by=SYSTEM, user=self.nightly.user, scopes=["org:read"], days=90)
        self.invitation = Invitation.invite(by=SYSTEM, person=make_person("Ivy Invited"))

    def _offer(self):
        """A draft, and an offered service with a draft beside it."""
        self.secret = make_service("Zephyr tier", line=self.db, publish=False, deliverable="Zephyr, tested")
        self.beside = make_service("Backups", code="backups", line=self.db)
        self.beside.update(by=SYSTEM, acceptance="Zephyr restored")

    def _keep_pattern(self):
        """A pattern that was kept from a closed walk-through."""
        closed = self.room(project=self.quarter)
        make_contract(closed, supplier=self.erp)
        closed.close(by=SYSTEM, reason="As it stands.")
        return Pattern.keep(closed, by=SYSTEM, name="Upgrade")

    def _walk(self, **fields):
        """A running walk-through: Finance buys from ERP, ERP asks Database. Returns its objects by kind."""
        word = "Zephyr " if fields else "Plain "
        walkthrough = self.room(project=self.quarter, **fields)
        root = make_contract(walkthrough, supplier=self.erp, need=f"{word}root", **PROMISE)
        child = make_contract(walkthrough, parent=root, supplier=self.db, need=f"{word}tier", **PROMISE)
        obligation = Obligation.create(by=SYSTEM, contract=child, what=f"{word}inputs")
        child.ask(by=SYSTEM)
        question = Question.create(by=principal_of(self.maya), about=child, text=f"{word}size?")
        act = ChangeSet.objects.order_by("-number").first()
        link = PresenterLink.issue(by=SYSTEM, subject=walkthrough, permission="walkthroughs.present_walkthrough")
        return {
            "walkthrough": walkthrough,
            "root": root,
            "contract": child,
            "obligation": obligation,
            "question": question,
            "finding": Finding.create(by=SYSTEM, about=child, rule="D03", detail=f"{word}overlap"),
            "act": act,
            "link": link,
        }

    def person(self, role):
        """Return the person who stands in `role`."""
        return getattr(self, ROLES[role])

    def sees(self, kind):
        """Return the roles that see a subject: its last word says why not everybody does (V1 to V4)."""
        answering = {"head", "other_head", "cio"}
        hidden = {
            "draft": WRITERS,
            "restricted": PARTIES,
            "practice": PARTIES,
            "account": answering,
            "token": answering,
        }
        return hidden.get(kind.rpartition(" ")[2], EVERYBODY)

    def subject(self, kind):
        """Return the object that a word or two name: "unit", "draft", "contract restricted"."""
        what, _blank, room = kind.partition(" ")
        if room in self.rooms:
            return self.rooms[room][what]
        return {
            "person": self.sven,
            "unit": self.db_unit,
            "line": self.db,
            "provisional": self.born,
            "vendor": self.norvik,
            "service": self.tier,
            "beside": self.beside,
            "project": self.quarter,
            "draft": self.secret,
            "pattern": self.pattern,
            "question": self.doubt,
            "user": self.sven.user,
            "account": self.nightly,
            "token": self.token,
            "invitation": self.invitation,
        }[what]


@kept
def make_stage():
    """Return a stage in an empty database."""
    return Stage()


def token_of(person, *scopes):
    """Return the text of a token of `person`."""
    return Token.issue(by=Principal.of(person.user), user=person.user, scopes=scopes, days=1).text
