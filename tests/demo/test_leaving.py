"""Leaving the demo: what only the demo touched goes, all or nothing; what is one's own stays, with what it needs."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape

from catalog.models import Service
from itbiz.access.models import Token, User
from itbiz.access.principals import Principal
from itbiz.access.rules import who_may
from itbiz.audit.keeping import keepers
from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused
from itbiz.core.installation import demo_passwords
from itbiz.demo import ask_anew, is_demo
from itbiz.demo.build import build
from itbiz.demo.clearing import leave
from itbiz.demo.leaving import read_plan
from itbiz.doctor import findings
from itbiz.exchange.models import OutsideKey
from itbiz.management.commands import start
from orgchart.models import Line, Person, Unit
from tests.cast import SYSTEM, make_contract, make_line, make_person, make_project, make_unit, make_walkthrough
from tests.exchange.circle import all_exported, brought_in
from tests.pages import filled
from walkthroughs.models import Contract, Project, Walkthrough

OWN = {"name": "Ada Own", "username": "ada", "email": "ada@example.org", "password": "a word nobody guesses"}
TYPED = {**OWN, "again": OWN["password"]}


def rows():
    """Return {kind: how many rows} of all kinds that the log knows, those without rows left out."""
    counts = {kind: keeper.model._base_manager.count() for kind, keeper in keepers().items()}
    return {kind: count for kind, count in counts.items() if count}


def cio():
    """Return the demo's CIO, as each request reads her."""
    return User.objects.get(username="nadia")


def by(user):
    """Return who acts."""
    return Principal.of(user)


def leave_as_nadia(**options):
    """Leave the demo as its CIO, whose account becomes one's own."""
    user = cio()
    return leave(by=by(user), own={"user": user, **OWN}, **options)


class LeavingTest(TestCase):
    """Built once; each test takes back what it did."""

    @classmethod
    def setUpTestData(cls):
        build()
        cls.passwords = demo_passwords()

    @pytest.fixture(autouse=True)
    def at_hand(self, monkeypatch):
        """What answers a question in the terminal."""
        self.monkeypatch = monkeypatch

    def setUp(self):
        ask_anew()

    def test_h8_an_untouched_demo_goes_whole_but_for_who_leaves(self):
        told = Change.objects.count(), ChangeSet.objects.count()
        assert is_demo()
        leave_as_nadia()
        assert rows() == {"access.user": 1, "orgchart.person": 1}
        assert not is_demo()
        ada = Person.objects.get()
        assert (ada.name, ada.code, ada.title, ada.user.username) == ("Ada Own", "ada-own", "", "ada")
        assert "cio" in ada.user.roles
        assert authenticate(username="ada", password=OWN["password"]) == ada.user
        assert authenticate(username="nadia", password=self.passwords["nadia"]) is None
        # U1: the log tells the leaving beside all that was, and is never pruned.
        assert ChangeSet.objects.count() == told[1] + 1
        assert Change.objects.count() > told[0]
        assert ChangeSet.objects.order_by("-number").first().actor_name == "Nadia Haddad"
        # Nothing else of the database leads to what is gone.
        assert {model.__name__ for model in apps.get_models() if model._base_manager.exists()} >= {"Change"}
        connection.check_constraints()

    def test_what_is_ones_own_keeps_what_it_needs_and_the_rest_goes(self):
        client = Unit.objects.get(code="finance-process-office")
        project = make_project("Our own", client=client)
        alone = make_line("Our own line", unit=make_unit("Our own unit"))
        plan = read_plan(cio())
        node = ("orgchart.unit", client.pk)
        assert plan.hangs == {node: {("walkthroughs.project", project.pk)}}
        assert ("orgchart.person", client.head_id) in plan.stays
        leave_as_nadia()
        assert Project.objects.get() == project
        assert Line.objects.get() == alone
        assert client.parent_id in Unit.objects.values_list("pk", flat=True)
        assert not Unit.objects.filter(code="operations").exists()
        assert not Service.objects.exists()
        # Who stays because something hangs on them signs in no more.
        elin = User.objects.get(person=client.head_id)
        assert not elin.is_active
        assert authenticate(username="elin", password=self.passwords["elin"]) is None
        assert findings() == []
        # Once nothing hangs on them any more, they go, too.
        project.update(by=SYSTEM, client=None)
        leave(by=SYSTEM)
        assert not Unit.objects.filter(pk=client.pk).exists()
        assert [unit.name for unit in Unit.objects.all()] == ["Our own unit"]

    def test_what_was_changed_stays_until_that_is_undone(self):
        unit = Unit.objects.get(code="operations")
        unit.update(by=by(cio()), headcount=99)
        act = ChangeSet.objects.order_by("-number").first()
        node = ("orgchart.unit", unit.pk)
        assert read_plan(cio()).touched == {node: {act.pk}}
        undo(act, by=by(cio()))
        plan = read_plan(cio())
        assert plan.touched == {}
        assert node not in plan.stays

    def test_h2_a_contract_of_ones_own_keeps_its_whole_tree(self):
        walk = Walkthrough.objects.get(code="WT-ERP")
        tree = set(walk.contracts.values_list("pk", flat=True))
        walk.reopen(by=by(cio()))
        mine = make_contract(walk, parent=walk.contracts.get(parent=None), need="One thing more")
        leave_as_nadia()
        assert Walkthrough.objects.get() == walk
        assert set(Contract.objects.values_list("pk", flat=True)) == tree | {mine.pk}
        assert walk.baselines.exists()
        assert findings() == []

    def test_h8_taking_part_in_the_demo_does_not_keep_it(self):
        walk = Walkthrough.objects.get(code="WT-PORTAL")
        walk.join(by=by(cio()))
        walk.go_to(4, by=by(cio()), reason="to see it")
        assert read_plan(cio()).touched == {}

    def test_a_token_of_ones_own_keeps_whom_it_opens_for(self):
        ruth = User.objects.get(username="ruth")
        Token.issue(by=SYSTEM, user=ruth, scopes=["org:read"], days=3)
        assert ("access.user", ruth.pk) in read_plan(cio()).stays
        leave_as_nadia()
        ruth.refresh_from_db()
        assert not ruth.is_active

    def test_a_file_of_the_demo_brought_in_again_keeps_nothing_and_its_keys_go_with_their_rows(self):
        before = read_plan(cio()).digest
        brought_in(all_exported(), source="again")
        assert OutsideKey.objects.filter(kind="orgchart.unit", source="again").exists()
        assert read_plan(cio()).digest == before
        kept = Unit.objects.get(code="finance-process-office")
        make_project("Our own", client=kept)
        leave_as_nadia()
        left = OutsideKey.objects.filter(kind="orgchart.unit").values_list("object_id", flat=True)
        assert set(left) == set(Unit.objects.values_list("pk", flat=True)) >= {kept.pk}
        left = OutsideKey.objects.exclude(kind__in=("orgchart.unit", "orgchart.person"))
        assert not left.exists()

    def test_what_was_not_shown_is_not_taken_away(self):
        shown = read_plan(cio()).digest
        make_project("Meanwhile", client=Unit.objects.get(code="finance-process-office"))
        before = rows()
        with pytest.raises(Refused, match="Something changed meanwhile"):
            leave_as_nadia(expected=shown)
        assert rows() == before
        assert is_demo()
        assert cio().check_password(self.passwords["nadia"])

    def test_a_failure_in_the_middle_leaves_everything(self):
        before = rows(), ChangeSet.objects.count()
        user = cio()
        taken = {**OWN, "username": "ruth", "user": user}
        make_project("Ours", client=Unit.objects.get(code="operations"))
        before = rows(), ChangeSet.objects.count()
        with pytest.raises(Exception, match="signs in under this name already"):
            leave(by=by(user), own=taken)
        assert (rows(), ChangeSet.objects.count()) == before

    def test_only_the_cio_leaves_it(self):
        ruth = User.objects.get(username="ruth")
        before = rows()
        with pytest.raises(NotAllowed, match="Only the CIO leaves the demo"):
            leave(by=by(ruth))
        assert rows() == before
        assert isinstance(who_may("demo.leave_demo"), Promise), "the sentence is said in every language"

    def test_a_plan_takes_the_same_statements_whatever_is_ones_own(self):
        counted = []
        for number in (1, 2):
            for line in Line.objects.filter(code__in=("operations", "projects")):
                walk = make_walkthrough(client_line=line, code=f"W{number}{line.pk}")
                make_contract(walk, supplier=line)
            with CaptureQueriesContext(connection) as seen:
                read_plan(cio())
            counted.append(len(seen))
        assert counted[0] == counted[1] < 160

    def test_leaving_takes_a_bounded_number_of_statements(self):
        with CaptureQueriesContext(connection) as seen:
            leave_as_nadia()
        assert len(seen) < 800

    def test_the_command_names_asks_and_leaves(self):
        make_project("Our own", client=Unit.objects.get(code="finance-process-office"))
        printed = StringIO()
        before = rows()
        self.monkeypatch.setattr("builtins.input", lambda question: "no")
        with pytest.raises(CommandError, match="Nothing was taken away"):
            call_command("demo", "--clear", stdout=printed)
        assert "projects: Our own hangs on Finance Process Office" in printed.getvalue()
        assert rows() == before
        call_command("demo", "--clear", "--yes", stdout=printed)
        assert "rows are gone" in printed.getvalue()
        assert "Nobody is CIO now" in printed.getvalue()
        assert not User.objects.filter(is_active=True).exists()
        # What was left does not come back by itself.
        assert not start.wants_demo(empty=False)
        call_command("demo", "--clear", stdout=StringIO())

    def test_the_command_says_that_nobody_will_be_cio_though_others_of_ones_own_sign_in(self):
        make_person("Own Reader", username="reader", roles=["reader"])
        printed = StringIO()
        self.monkeypatch.setattr("builtins.input", lambda question: "no")
        with pytest.raises(CommandError):
            call_command("demo", "--clear", stdout=printed)
        assert "Nobody will be CIO then" in printed.getvalue()
        call_command("demo", "--clear", "--yes", stdout=printed)
        assert "Nobody is CIO now. Make the first one: manage.py create_user NAME --role cio" in printed.getvalue()
        assert [user.username for user in User.objects.filter(is_active=True)] == ["reader"]

    def test_the_command_is_silent_where_a_cio_of_ones_own_stays(self):
        make_person("Ada Own", username="ada", roles=["cio"])
        printed = StringIO()
        call_command("demo", "--clear", "--yes", stdout=printed)
        assert "CIO" not in printed.getvalue()
        assert [user.username for user in User.objects.chiefs()] == ["ada"]

    def test_nobody_signed_in_leaves_an_organisation_without_a_cio(self):
        ada = make_person("Ada Own", username="ada", roles=["cio"])
        acting = by(User.objects.get(username="ada"))
        User.objects.get(username="ada").change_roles(by=SYSTEM, roles=[])
        before = rows()
        assert acting.has_role("cio"), "as a request that began before still says"
        with pytest.raises(Refused, match="Nobody would be CIO any more"):
            leave(by=acting)
        assert rows() == before
        ada.user.change_roles(by=SYSTEM, roles=["cio"])
        leave(by=acting)
        assert [user.username for user in User.objects.chiefs()] == ["ada"]

    def test_the_page_shows_what_goes_and_makes_the_account_ones_own(self):
        self.client.force_login(cio())
        page = self.client.get(reverse("leave-demo"))
        text = page.content.decode()
        assert "Start with our own organisation" in self.client.get(reverse("home")).content.decode()
        assert f"Take {page.context['plan'].total} rows of the demo away" in text
        digest = page.context["plan"].digest
        wrong = self.client.post(
            reverse("leave-demo"), {**TYPED, "plan": digest, "password": "short", "again": "short"}
        )
        assert wrong.status_code == 422
        assert set(wrong.context["form"].errors) == {"password", "sure"}
        stale = self.client.post(reverse("leave-demo"), {**TYPED, "plan": "other", "sure": "on"})
        assert stale.status_code == 409
        assert is_demo()
        done = self.client.post(reverse("leave-demo"), {**TYPED, "plan": digest, "sure": "on"}, follow=True)
        assert done.redirect_chain == [(reverse("home"), 302)]
        text = done.content.decode()
        assert "The demo is gone" in text
        assert "Meridian Foods" not in text
        assert "Welcome, Ada Own" in text
        assert [step.state for step in done.context["steps"]] == ["next", "waits", "waits", "waits"]
        # Left already: nothing to leave.
        assert "Nothing of the demo is left" in self.client.get(reverse("leave-demo")).content.decode()

    def test_the_page_names_what_is_ones_own_with_links(self):
        client = Unit.objects.get(code="finance-process-office")
        project = make_project("Our own", client=client)
        client.update(by=by(cio()), headcount=3)
        act = ChangeSet.objects.order_by("-number").first()
        self.client.force_login(cio())
        text = self.client.get(reverse("leave-demo")).content.decode()
        for address in (
            reverse("walkthroughs:project", args=[project.pk]),
            reverse("orgchart:unit", args=[client.pk]),
            reverse("change-set", args=[act.pk]),
        ):
            assert f'href="{address}"' in text
        digest = read_plan(cio()).digest
        done = self.client.post(reverse("leave-demo"), {**TYPED, "plan": digest, "sure": "on"}, follow=True)
        assert done.redirect_chain == [(reverse("leave-demo"), 302)]
        assert "that something of yours hangs on" in done.content.decode()

    def test_each_act_and_row_says_what_it_keeps_and_each_group_what_keeps_it(self):
        client = Unit.objects.get(code="finance-process-office")
        project = make_project("Our own", client=client)
        Unit.objects.get(code="operations").update(by=by(cio()), headcount=99)
        self.client.force_login(cio())
        page = self.client.get(reverse("leave-demo"))
        (hanging,), (act,) = page.context["hangs"], page.context["acts"]
        assert (hanging.name, hanging.kind, act.who) == (project.title, "projects", "Nadia Haddad")
        kept = dict(act.kept)
        assert kept["units"] > 0
        assert act.count == sum(kept.values())
        # Both keep what is above both units; without the other each keeps less than it names.
        assert 0 < act.alone < act.count
        rows = {word: (len(rows), [cause.name for cause in causes]) for word, rows, causes in page.context["stays"]}
        assert set(rows["units"][1]) == {project.title, act.name}
        assert f"Keeps {act.count} rows of the demo: " in page.content.decode()
        assert "Kept, because this changed what it hangs on:" in page.content.decode()
        undo(ChangeSet.objects.order_by("-number").first(), by=by(cio()))
        left = self.client.get(reverse("leave-demo")).context
        gone = sum(len(rows) for _word, rows, _causes in page.context["stays"])
        assert gone - sum(len(rows) for _word, rows, _causes in left["stays"]) == act.alone

    def test_what_changed_meanwhile_is_named(self):
        self.client.force_login(cio())
        form = self.client.get(reverse("leave-demo")).context["form"]
        sent = {**TYPED, "sure": "on", "plan": form["plan"].value(), "seen": form["seen"].value()}
        Unit.objects.get(code="operations").update(by=by(cio()), headcount=99)
        act = ChangeSet.objects.order_by("-number").first()
        stale = self.client.post(reverse("leave-demo"), sent)
        assert stale.status_code == 409
        assert list(stale.context["meanwhile"][0]) == [act]
        assert f'<a href="{reverse("change-set", args=[act.pk])}">{escape(act.title)}</a>, Nadia Haddad' in stale.text
        # What was typed stands as it was typed, and the page, sent again as it stands, means what it shows now.
        again = filled(stale)
        assert {name: again[name] for name in OWN} == OWN
        assert 'value="Ada Own"' in stale.text
        assert (again["plan"], again["seen"]) == (stale.context["plan"].digest, act.number)
        assert self.client.post(reverse("leave-demo"), again).status_code == 302
        assert User.objects.get(username="ada").person.name == "Ada Own"

    def test_a_cio_of_ones_own_only_confirms_and_stays(self):
        ada = make_person("Ada Own", username="ada", roles=["cio"])
        self.client.force_login(ada.user)
        page = self.client.get(reverse("leave-demo"))
        assert set(page.context["form"].fields) == {"plan", "seen", "sure"}
        digest = page.context["plan"].digest
        self.client.post(reverse("leave-demo"), {"plan": digest, "sure": "on"})
        assert [user.username for user in User.objects.all()] == ["ada"]
        assert self.client.get(reverse("home")).status_code == 200

    def test_nobody_else_opens_the_page(self):
        self.client.force_login(User.objects.get(username="ruth"))
        assert self.client.get(reverse("leave-demo")).status_code == 403
        assert self.client.post(reverse("leave-demo"), OWN).status_code == 403
        assert self.client.post(reverse("leave-demo"), {"do": "undo"}).status_code == 403
        assert "Start with our own" not in self.client.get(reverse("home")).content.decode()
