"""What hangs on a contract, a line, a person or a vendor: the path, what breaks, dates, duties, questions."""

from datetime import date

import pytest
from django.urls import reverse

from itbiz.audit.record import change_set
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract, make_vendor, principal
from tests.walkthroughs.asked import WHOLE
from walkthroughs import hangs
from walkthroughs.models import Contract, Obligation, Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(room):
    """Three deep: the root is ERP's, the tier Database's and promised, images Operations', due too late."""
    room.tier = make_contract(
        room.walkthrough, parent=room.root, supplier=room.db, need="Database tier", due=date(2027, 5, 15), **WHOLE
    )
    room.sizes = Obligation.create(by=SYSTEM, contract=room.tier, what="Sizing inputs", due=date(2027, 6, 1))
    room.tier.ask(by=SYSTEM)
    room.tier.promise(by=principal(room.aisha))
    room.images = make_contract(
        room.walkthrough, parent=room.tier, supplier=room.ops, need="Server images", due=date(2027, 5, 20)
    )
    room.lists = Obligation.create(by=SYSTEM, contract=room.images, what="Image list")
    room.images.ask(by=SYSTEM)
    room.question = Question.create(by=SYSTEM, about=room.images, text="Which release?", decider=room.ruth)
    return room


def titles(nodes):
    """Return the titles of nodes."""
    return [node.title for node in nodes]


def only(found):
    """Return the one Hanging that was found."""
    (hanging,) = found.contracts
    return hanging


def test_the_path_goes_up_to_the_client_and_what_is_below_would_break(tree):
    hanging = only(hangs.of_contract(principal(tree.olga), tree.tier))
    assert titles(hanging.path) == ["The books closed in four days"]
    assert (hanging.node.place.client, hanging.node.place.sponsor_name) == ("Finance", "Elin Berg")
    assert titles(hanging.breaks) == ["Server images"]


def test_dates_that_no_longer_fit_are_told_with_what_they_should_keep_to(tree):
    found = hangs.of_contract(principal(tree.olga), tree.tier)
    assert [(misfit.code, misfit.node.title, misfit.due, misfit.limit) for misfit in found.dates] == [
        ("obligation_after_due", "Database tier", date(2027, 6, 1), date(2027, 5, 15)),
        ("due_after_parent", "Server images", date(2027, 5, 20), date(2027, 5, 15)),
    ]


def test_a_counter_whose_date_no_longer_fits_the_contract_above_is_told(tree):
    tree.images.refresh_from_db()
    tree.images.counter(by=principal(tree.ruth), accepted_when="A scan is clean", due=date(2027, 5, 30))
    found = hangs.of_contract(principal(tree.olga), tree.images)
    assert [(misfit.code, misfit.due) for misfit in found.dates] == [("counter_after_parent", date(2027, 5, 30))]


def test_c6_new_terms_over_a_promise_are_held_against_what_is_below(tree):
    make_contract(tree.walkthrough, parent=tree.tier, supplier=tree.ops, need="Storage", due=date(2027, 5, 10))
    tree.tier.amend(by=principal(tree.maya), due=date(2027, 5, 1))
    found = hangs.of_contract(principal(tree.olga), Contract.objects.get(pk=tree.tier.pk))
    assert ("due_after_offer", "Storage") in [(misfit.code, misfit.node.title) for misfit in found.dates]


def test_both_sides_duties_are_told_until_they_are_provided(tree):
    found = hangs.of_contract(principal(tree.olga), tree.tier)
    assert [duty["what"] for _node, duty in found.owed] == ["Sizing inputs"]
    assert [duty["what"] for _node, duty in found.owes] == ["Image list"]
    tree.sizes.provide(by=principal(tree.maya))
    assert hangs.of_contract(principal(tree.olga), tree.tier).owed == []


def test_open_questions_here_and_below_are_told(tree):
    found = hangs.of_contract(principal(tree.olga), tree.tier)
    assert [(node.title, asked["text"]) for node, asked in found.questions] == [("Server images", "Which release?")]
    tree.question.resolve(by=principal(tree.ruth), resolution="The newest")
    assert hangs.of_contract(principal(tree.olga), tree.tier).questions == []


def test_what_was_called_off_or_accepted_hangs_on_nothing(tree):
    with change_set(by=SYSTEM, title="Accepted"):
        Contract.objects.filter(pk=tree.images.pk).update(
            state="accepted", promised_by=tree.ruth, on_behalf_of=tree.ruth, promised_at="2027-01-01T00:00Z"
        )
    assert only(hangs.of_contract(principal(tree.olga), tree.tier)).breaks == []
    tree.tier.refresh_from_db()
    tree.tier.cancel(by=principal(tree.maya), reason="Not needed")
    assert hangs.of_line(principal(tree.olga), tree.db).contracts == []


def test_a_line_sees_what_it_supplies_and_buys_each_with_its_path(tree):
    found = hangs.of_line(principal(tree.olga), tree.db)
    told = [(hanging.node.title, hanging.roles, titles(hanging.path)) for hanging in found.contracts]
    assert told == [
        ("Database tier", ("supplies",), ["The books closed in four days"]),
        ("Server images", ("buys",), ["The books closed in four days", "Database tier"]),
    ]
    assert [duty["what"] for _node, duty in found.owes] == ["Image list"]


def test_c4_a_vendor_hangs_under_the_line_that_holds_it(tree):
    norvik = make_vendor("Norvik", held_by=tree.db)
    make_contract(tree.walkthrough, parent=tree.root, vendor=norvik, need="Licences")
    found = hangs.of_vendor(principal(tree.olga), norvik)
    assert [(hanging.node.title, hanging.roles) for hanging in found.contracts] == [("Licences", ("supplies",))]
    of_line = {hanging.node.title: hanging.roles for hanging in hangs.of_line(principal(tree.olga), tree.db).contracts}
    assert of_line["Licences"] == ("holds",)


def test_a_person_leads_promised_heads_buys_and_decides(tree):
    tree.tier.update(by=principal(tree.aisha), lead=tree.olga)
    of_olga = hangs.of_person(principal(tree.olga), tree.olga)
    assert [(hanging.node.title, hanging.roles) for hanging in of_olga.contracts] == [
        ("Database tier", ("leads",)),
        ("Server images", ("buys",)),
    ]
    of_aisha = hangs.of_person(principal(tree.olga), tree.aisha)
    assert [hanging.roles for hanging in of_aisha.contracts] == [("promised", "heads"), ("buys",)]
    assert [asked["text"] for asked in hangs.of_person(principal(tree.olga), tree.ruth).decides] == ["Which release?"]
    of_elin = hangs.of_person(principal(tree.olga), tree.elin)
    assert [hanging.roles for hanging in of_elin.contracts] == [("buys",)]


def test_what_is_delivered_under_a_standing_agreement_would_break_with_it(tree):
    hosting = tree.room(code="WT-HOST")
    agreement = make_contract(
        hosting, supplier=tree.ops, kind="service_agreement", need="Hosting", ends=date(2027, 4, 30), **WHOLE
    )
    agreement.ask(by=SYSTEM)
    agreement.promise(by=principal(tree.ruth))
    tree.images.refresh_from_db()
    tree.images.update(by=principal(tree.ruth), agreement=agreement)
    found = hangs.of_contract(principal(tree.olga), agreement)
    assert titles(only(found).covers) == ["Server images"]
    assert [(misfit.code, misfit.limit) for misfit in found.dates] == [("after_agreement", date(2027, 4, 30))]
    assert only(hangs.of_contract(principal(tree.olga), tree.images)).under.title == "Hosting"


def test_v3_restricted_ones_are_neither_shown_nor_counted(tree):
    tree.walkthrough.refresh_from_db()
    tree.walkthrough.update(by=SYSTEM, access="restricted")
    for subject, find in ((tree.db, hangs.of_line), (tree.aisha, hangs.of_person)):
        assert find(principal(tree.olga), subject).contracts == []
        assert len(find(principal(tree.maya), subject).contracts) == 2
    assert hangs.of_person(principal(tree.olga), tree.ruth).decides == []


def test_v4_what_a_restricted_walkthrough_delivers_under_an_agreement_is_hidden(tree):
    agreement = make_contract(
        tree.room(code="WT-HOST"), supplier=tree.ops, kind="service_agreement", need="Hosting", **WHOLE
    )
    agreement.ask(by=SYSTEM)
    agreement.promise(by=principal(tree.ruth))
    tree.images.refresh_from_db()
    tree.images.update(by=principal(tree.ruth), agreement=agreement)
    tree.walkthrough.refresh_from_db()
    tree.walkthrough.update(by=SYSTEM, access="restricted")
    assert only(hangs.of_contract(principal(tree.olga), agreement)).covers == []


def test_h6_practice_never_enters_for_line_person_or_vendor(tree):
    practice = tree.room(code="WT-TRY", mode="practice")
    norvik = make_vendor("Norvik", held_by=tree.db)
    root = make_contract(practice, supplier=tree.erp, need="Tried", lead=tree.maya)
    tried = make_contract(practice, parent=root, vendor=norvik, need="Tried below")
    Question.create(by=SYSTEM, about=tried, text="Tried?", decider=tree.maya)
    carl = principal(tree.carl)
    assert hangs.of_vendor(carl, norvik).contracts == []
    assert "Tried" not in str([titles([h.node]) for h in hangs.of_line(carl, tree.erp).contracts])
    assert "Tried" not in str([titles([h.node]) for h in hangs.of_person(carl, tree.maya).contracts])
    assert hangs.of_person(carl, tree.maya).decides == []
    assert titles(only(hangs.of_contract(carl, root)).breaks) == ["Tried below"]


def subjects(tree):
    """Return what may be asked about: (page, REST path, row)."""
    return [
        ("contract-hangs", "contracts", tree.tier),
        ("line-hangs", "lines", tree.db),
        ("person-hangs", "people", tree.aisha),
        ("vendor-hangs", "vendors", make_vendor("Norvik", held_by=tree.db)),
    ]


def test_the_page_says_what_rest_says(tree, enter):
    client, rest = enter(tree.olga), ApiClient(tree.olga)
    for page, path, row in subjects(tree):
        shown = client.get(reverse(f"walkthroughs:{page}", args=[row.pk])).context["hangs"]
        body = rest.get(f"{path}/{row.pk}/hangs/").body
        assert body["subject"]["code"] == row.code
        assert [(c["contract"]["id"], c["roles"]) for c in body["contracts"]] == [
            (hanging.node.id, list(hanging.roles)) for hanging in shown.contracts
        ]
        assert [[b["title"] for b in c["breaks"]] for c in body["contracts"]] == [
            titles(hanging.breaks) for hanging in shown.contracts
        ]
        assert [[b["title"] for b in c["path"]] for c in body["contracts"]] == [
            titles(hanging.path) for hanging in shown.contracts
        ]
        for group in ("owed", "owes"):
            assert [duty["what"] for duty in body[group]] == [duty["what"] for _node, duty in getattr(shown, group)]
        assert [asked["text"] for asked in body["questions"]] == [asked["text"] for _node, asked in shown.questions]
        assert [(d["code"], d["due"]) for d in body["dates"]] == [(m.code, str(m.due)) for m in shown.dates]


def test_the_page_names_all_that_hangs(tree, enter):
    text = enter(tree.olga).get(reverse("walkthroughs:contract-hangs", args=[tree.tier.pk])).content.decode()
    for said in ("Finance", "Server images", "Due after what it is for.", "Sizing inputs", "Image list"):
        assert said in text
    text = enter(tree.olga).get(reverse("walkthroughs:line-hangs", args=[tree.db.pk])).content.decode()
    assert "1 contract below would be for nothing" in text
