"""What was tried out in the demo's walk-throughs: one's own is undone at once, that of others is named and stays."""

import pytest
from django.test import TestCase
from django.urls import reverse

from itbiz.access.models import User
from itbiz.access.principals import Principal
from itbiz.demo import trying
from itbiz.demo.build import build
from itbiz.demo.leaving import read_plan
from itbiz.management.commands.demo import plan_text
from walkthroughs.models import Contract, Walkthrough

LEAVE = "leave-demo"


def principal(username):
    """Return a sign-in of the demo as who acts."""
    return Principal.of(User.objects.get(username=username))


class TryingTest(TestCase):
    """Built once; each test takes back what it did."""

    @classmethod
    def setUpTestData(cls):
        build()

    @pytest.fixture(autouse=True)
    def at_hand(self, monkeypatch):
        """What sets a limit lower."""
        self.monkeypatch = monkeypatch

    def setUp(self):
        self.walk = Walkthrough.objects.get(code="WT-PORTAL")
        self.root = self.walk.contracts.get(parent=None)
        self.client.force_login(User.objects.get(username="nadia"))

    def add(self, username, need):
        """Let somebody write a need into the walk-through."""
        return Contract.create(by=principal(username), walkthrough=self.walk, parent=self.root, need=need)

    def undo(self):
        """Press the button, and return the page that follows."""
        return self.client.post(reverse(LEAVE), {"do": "undo"}, follow=True)

    def test_ones_own_is_undone_at_once_and_the_walk_through_goes(self):
        made = self.add("nadia", "Tried out")
        made.update(by=principal("nadia"), need="Tried out, and again")
        self.walk.join(by=principal("nadia"))
        page = self.client.get(reverse(LEAVE))
        assert page.context["tried"]["own"] == 2
        assert "Undo these 2 acts" in page.content.decode()
        page = self.undo()
        assert "2 acts are undone." in page.content.decode()
        assert page.context["tried"] == {"own": 0, "at_once": 0, "others": [], "more": 0}
        assert not page.context["hangs"]
        assert not Contract.objects.filter(pk=made.pk).exists()
        assert not [node for node in read_plan(User.objects.get(username="nadia")).stays if "walk" in node[0]]

    def test_what_a_colleague_wrote_is_named_and_never_undone_with_ones_own(self):
        theirs, mine = self.add("ingrid", "A real one"), self.add("nadia", "Tried out")
        page = self.client.get(reverse(LEAVE))
        assert page.context["tried"]["own"] == 1
        said = page.content.decode()
        assert "Undo this 1 act" in said
        act = trying.of_others(principal("nadia")).get()
        assert f'<a href="{reverse("change-set", args=[act.pk])}">{act.title}</a><small>Ingrid Solberg</small>' in said
        page = self.undo()
        assert "1 act is undone." in page.content.decode()
        assert set(self.walk.contracts.filter(pk__in=[theirs.pk, mine.pk])) == {theirs}
        assert [row["actor_name"] for row in page.context["tried"]["others"]] == ["Ingrid Solberg"]
        assert ("walkthroughs.walkthrough", self.walk.pk) in read_plan().stays

    def test_what_was_changed_is_told_with_who_did_it(self):
        self.walk.contracts.get(code="WT-PORTAL-0.9").update(by=principal("ingrid"), need="Another need")
        assert "<small>Ingrid Solberg, <time" in self.client.get(reverse(LEAVE)).content.decode()
        assert "by Ingrid Solberg (" in plan_text(read_plan())

    def test_the_button_says_how_many_it_undoes(self):
        self.monkeypatch.setattr(trying, "AT_ONCE", 2)
        self.monkeypatch.setattr(trying, "NAMED", 1)
        for number in range(3):
            self.add("nadia", f"Tried out {number}")
            self.add("ingrid", f"Theirs {number}")
        said = self.client.get(reverse(LEAVE)).content.decode()
        assert "3 acts of yours" in said
        assert "Undo the newest 2 of them" in said
        assert "2 more are not named here." in said
        said = self.undo().content.decode()
        assert "2 acts are undone." in said
        assert "Undo this 1 act" in said
