"""The wall: who sees it, what it shows, what it costs to keep fresh, and that nothing on it is cut."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from itbiz.access.models import PresenterLink
from tests.cast import PASSWORD, SYSTEM, make_contract, make_vendor, principal
from tests.walkthroughs.test_tree import grow
from walkthroughs.models import Obligation, Question
from walkthroughs.tree import read_tree
from walkthroughs.wall.layout import Layout, Room
from walkthroughs.wall.measure import lines, width

pytestmark = pytest.mark.django_db
UNCHANGED = 2


def link_to(walkthrough, **fields):
    """Return a new link to a walk-through's wall."""
    return PresenterLink.issue(by=SYSTEM, subject=walkthrough, permission="walkthroughs.present_walkthrough", **fields)


@pytest.fixture
def room(company):
    """A running walk-through with a prime, a promise, an ask, a need, a gap and a decline."""
    walkthrough = company.room()
    root = make_contract(
        walkthrough, supplier=company.erp, need="The books closed in four days", due=date(2027, 11, 30)
    )
    tier = add(walkthrough, root, supplier=company.db, need="Database tier", accepted_when="Failover proven")
    Obligation.create(by=SYSTEM, contract=tier, what="Sizing inputs")
    tier.ask(by=SYSTEM)
    tier.promise(by=principal(company.aisha))
    add(walkthrough, tier, supplier=company.ops, need="Three environments", asked=True)
    add(walkthrough, root, need="Fourteen testers")
    add(walkthrough, root, need="Product master data", gap=True)
    night = add(walkthrough, root, supplier=company.ops, need="Night watch", asked=True)
    night.decline(by=principal(company.ruth), why="no_capacity")
    walkthrough.root = root
    return walkthrough


def add(walkthrough, parent, **fields):
    """Return a contract below `parent`."""
    return make_contract(walkthrough, parent=parent, **fields)


def page(client, link):
    """Return the answer to the wall's address."""
    return client.get(reverse("walkthroughs:wall", args=[link.secret]))


def tree(client, link, **options):
    """Return the answer to the address of the tree in the wall."""
    return client.get(reverse("walkthroughs:wall-tree", args=[link.secret]), **options)


def test_a_link_opens_the_wall_without_signing_in(client, room):
    response = page(client, link_to(room))
    assert response.status_code == 200
    text = response.content.decode()
    assert "Close the books in four days" in text
    assert "<nav" not in text
    assert "no-cache" in response.headers["Cache-Control"]


def test_the_tree_says_states_in_words_v4(client, room):
    text = tree(client, link_to(room)).content.decode()
    for words in ("promised", "asked", "declined", "not asked yet", "gap", "Nobody offers this", "Supplier open"):
        assert words in text
    for state in ("promised", "asked", "declined", "need", "gap"):
        assert f"is-{state}" in text


@pytest.mark.parametrize("change", ["unknown", "expired", "revoked"])
def test_a_link_that_is_unknown_expired_or_revoked_opens_nothing(client, room, change):
    link = link_to(room)
    secret = link.secret
    if change == "unknown":
        link.secret = f"{link.key}.guessed"
    elif change == "expired":
        PresenterLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        link.revoke(by=SYSTEM)
        link.secret = secret
    response = page(client, link)
    assert response.status_code == 404
    assert "opens nothing any more" in response.content.decode()
    assert "Close the books" not in response.content.decode()
    assert tree(client, link).status_code == 404


def test_a_link_to_something_else_opens_no_wall(client, company, room):
    link = PresenterLink.issue(by=SYSTEM, subject=company.project, permission="walkthroughs.edit_project")
    assert page(client, link).status_code == 404


def test_a_link_opens_a_restricted_walkthrough_too_v3(client, company):
    practice = company.room(mode="practice")
    make_contract(practice, supplier=company.erp)
    assert page(client, link_to(practice)).status_code == 200


def test_a_wall_is_read_only(client, room):
    link = link_to(room)
    assert client.post(reverse("walkthroughs:wall", args=[link.secret])).status_code == 405
    assert client.post(reverse("walkthroughs:wall-tree", args=[link.secret])).status_code == 405


def test_an_unchanged_tree_costs_two_statements(client, room, django_assert_num_queries):
    link = link_to(room)
    tag = tree(client, link).headers["ETag"]
    with django_assert_num_queries(UNCHANGED):
        response = tree(client, link, headers={"If-None-Match": f"W/{tag}"})
    assert response.status_code == 304
    assert response.content == b""


def test_a_change_in_the_tree_brings_a_new_one_n7(client, company, room):
    link = link_to(room)
    tag = tree(client, link).headers["ETag"]
    Question.create(by=SYSTEM, about=room.root, text="Freeze or Black Friday?")
    response = tree(client, link, headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert "1 open question" in response.content.decode()


def test_another_size_of_picture_has_another_tag(client, room):
    link = link_to(room)
    address = reverse("walkthroughs:wall-tree", args=[link.secret])
    tags = {client.get(f"{address}?wide={wide}&high={high}").headers["ETag"] for wide, high in ((60, 33), (60, 45))}
    assert len(tags) == 2


@pytest.mark.parametrize("query", ["?wide=&high=x", "?wide=-1", "?wide=1e9&high=nan", "?high=99999"])
def test_a_nonsense_size_is_sixteen_to_nine(client, room, query):
    link = link_to(room)
    assert (
        client.get(reverse("walkthroughs:wall-tree", args=[link.secret]) + query).headers["ETag"]
        == (tree(client, link).headers["ETag"])
    )


@pytest.mark.parametrize("nodes", [3, 300])
def test_a_wall_is_drawn_in_the_same_statements_whatever_the_size(client, company, django_assert_num_queries, nodes):
    link = link_to(grow(company.room(), company, nodes))
    with django_assert_num_queries(7):
        assert tree(client, link).status_code == 200


def test_a_counter_shows_the_new_date_beside_the_old(client, company, room):
    image = add(room, room.root, supplier=company.ops, need="Server image", due=date(2027, 3, 20), asked=True)
    image.counter(by=principal(company.ruth), accepted_when="A scan is clean", due=date(2027, 4, 2))
    text = re.sub(r"\s+", " ", tree(client, link_to(room)).content.decode())
    assert '<time class="due" datetime="2027-04-02">2 Apr</time>' in text
    assert re.search(r"<s .*?>20 Mar</s>", text)


def test_a_loop_and_a_vendor_are_marked_c8(client, company, room):
    tier = room.contracts.get(number="0.1")
    hosting = room.contracts.get(number="0.1.1")
    add(room, hosting, supplier=company.db, need="Server image")
    add(room, tier, vendor=make_vendor("Norvik", held_by=company.db), need="Licences")
    text = tree(client, link_to(room)).content.decode()
    assert "stands higher up, too" in text
    assert "type-ex" in text


def test_what_was_withdrawn_leaves_the_wall_unless_something_below_stands(client, company, room):
    night = room.contracts.get(number="0.4")
    night.withdraw(by=principal(company.maya))
    assert "Night watch" not in tree(client, link_to(room)).content.decode()


def test_without_a_prime_the_wall_says_so(client, company):
    assert "No prime contractor yet" in page(client, link_to(company.room())).content.decode()


class TestLayout:
    """What fits, in columns, and what is folded away."""

    def picture(self, walkthrough, room=None):
        """Return the picture of a walk-through's tree."""
        return Layout(read_tree(walkthrough), room or Room(), title=str(walkthrough)).picture()

    def test_few_rows_stand_in_one_column(self, room):
        picture = self.picture(room)
        assert [len(column) for column in picture.columns] == [5]
        assert picture.density == "roomy"

    def test_forty_eight_short_results_stand_whole_in_two_columns(self, company):
        walkthrough = grow(company.room(), company, 49)
        picture = self.picture(walkthrough)
        assert [len(column) for column in picture.columns] == [24, 24]
        assert picture.left_out == 0

    def test_more_results_than_fit_are_counted(self, company):
        picture = self.picture(grow(company.room(), company, 80))
        shown = sum(len(column) for column in picture.columns)
        assert shown > 40
        assert shown + picture.left_out == 79

    def test_what_is_settled_and_deep_is_folded_first(self, company, room):
        for number in range(40):
            add(room, room.root, need=f"Part {number}")
        for parent in room.contracts.filter(need__startswith="Part 1"):
            add(room, parent, need="Below")
        rows = [row for column in self.picture(room).columns for row in column]
        folded = {row.result for row in rows if row.more}
        assert folded
        assert all(result.startswith("Part 1") or result == "Database tier" for result in folded)

    def test_what_is_loud_is_told_where_it_is_folded(self, company, room):
        tier = room.contracts.get(number="0.1")
        add(room, tier, need="Nobody makes this", gap=True)
        small = self.picture(room, Room(60, 10))
        [row] = [row for column in small.columns for row in column if row.result == "Database tier"]
        assert row.more == 2
        assert row.loud == ["gap"]

    def test_a_taller_picture_shows_more(self, company):
        walkthrough = grow(company.room(), company, 70)
        assert self.picture(walkthrough, Room(60, 45)).left_out == 0

    def test_a_phone_scrolls_so_that_all_fits(self, company):
        assert self.picture(grow(company.room(), company, 200), Room(22, 9999)).left_out == 0


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [("", 10, 1), ("word", 10, 1), ("two words", 4, 2), ("a long sentence of words", 6, 3), ("unbreakableword", 4, 3)],
)
def test_lines_are_counted_as_a_browser_breaks_them(text, room, count):
    assert lines(text, room) == count


def test_bold_is_wider():
    assert width("Database", bold=True) > width("Database") > width("iiiiiiii")


class TestLinks:
    """The page that makes links, lists and revokes them."""

    def sign_in(self, client, person):
        """Sign in as one of the cast."""
        assert client.login(username=person.user.username, password=PASSWORD)

    def test_the_facilitator_makes_a_link_and_it_opens(self, client, company, room):
        self.sign_in(client, company.fred)
        response = client.post(reverse("walkthroughs:wall-links", args=[room.pk]), {"hours": "2"})
        assert response.status_code == 200
        text = response.content.decode()
        address = re.search(r'href="(http://testserver/wall/[^"]+)"', text)[1]
        assert 'class="qr"' in text
        assert "style=" not in text
        client.logout()
        assert client.get(address).status_code == 200

    def test_links_are_listed_and_revoked(self, client, company, room):
        link = link_to(room)
        self.sign_in(client, company.fred)
        address = reverse("walkthroughs:wall-links", args=[room.pk])
        assert link.key in client.get(address).content.decode()
        response = client.post(reverse("walkthroughs:revoke-link", args=[room.pk, link.pk]))
        assert response.url == address
        assert link.key not in client.get(address).content.decode()
        assert page(client, link).status_code == 404

    def test_an_unknown_length_makes_no_link(self, client, company, room):
        self.sign_in(client, company.fred)
        response = client.post(reverse("walkthroughs:wall-links", args=[room.pk]), {"hours": "100000"})
        assert response.status_code == 422
        assert not PresenterLink.objects.exists()

    def test_others_may_not_make_links_p2(self, client, company, room):
        self.sign_in(client, company.aisha)
        assert client.post(reverse("walkthroughs:wall-links", args=[room.pk]), {"hours": "2"}).status_code == 403
        assert client.post(reverse("walkthroughs:revoke-link", args=[room.pk, link_to(room).pk])).status_code == 403

    def test_a_restricted_walkthrough_answers_404_to_others_v4(self, client, company):
        practice = company.room(mode="practice")
        self.sign_in(client, company.olga)
        assert client.get(reverse("walkthroughs:wall-links", args=[practice.pk])).status_code == 404

    def test_a_link_of_another_walkthrough_is_not_revoked_here(self, client, company, room):
        other = link_to(company.room())
        self.sign_in(client, company.fred)
        client.post(reverse("walkthroughs:revoke-link", args=[room.pk, other.pk]))
        other.refresh_from_db()
        assert other.is_alive
