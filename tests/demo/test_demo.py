"""The demo as it stands in the database, built through the verbs."""

import json
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import TestCase

from catalog.models import Service
from itbiz.access.principals import Principal
from itbiz.audit.models import Change, ChangeSet
from itbiz.core.installation import demo_password
from itbiz.demo import context
from itbiz.demo.build import build
from itbiz.demo.dates import TODAY
from orgchart.models import Line, Person, Unit, Vendor
from walkthroughs.models import Contract, Finding, Obligation, Project, Question, Reason, Room, Walkthrough
from walkthroughs.tree import read_tree

RECORDS = (Person, Unit, Line, Vendor, Service, Project, Walkthrough, Contract, Obligation, Question, Finding)
# Columns that number rows or tell the hour of loading; everything else is the same at every load.
PASSING = ("id", "_at", "_on")
# The ERP upgrade: number, supplier, vendor, due, state, open questions.
NODES = [
    ("0", "ERP Engineering", "", "2027-11-30", "promised", 1),
    ("0.1", "Finance", "", "2027-03-15", "promised", 0),
    ("0.2", "Projects", "", "2027-02-20", "promised", 0),
    ("0.3", "ERP Engineering", "", "2027-06-30", "promised", 0),
    ("0.4", "ERP Engineering", "norvik", "2027-06-30", "asked", 1),
    ("0.4.1", "Procurement", "", "2027-03-10", "promised", 0),
    ("0.5", "Database", "", "2027-05-15", "promised", 0),
    ("0.5.1", "Operations", "", "2027-04-01", "promised", 0),
    ("0.5.1.1", "Database", "", "2027-03-20", "promised", 0),
    ("0.5.1.2", "Operations", "cloud-vendor", "2027-03-20", "asked", 1),
    ("0.5.2", "Procurement", "", "2027-04-01", "promised", 0),
    ("0.6", "Integration", "", "2027-07-31", "promised", 1),
    ("0.6.1", "Commerce", "", "2027-07-15", "countered", 1),
    ("0.6.2", "Integration", "edi-provider", "2027-07-15", "asked", 1),
    ("0.7", "Security", "", "2027-06-30", "promised", 0),
    ("0.7.1", "Finance", "", "2027-05-15", "promised", 0),
    ("0.8", "Data", "", "2027-08-31", "promised", 1),
    ("0.8.1", "Integration", "", "2027-07-15", "promised", 0),
    ("0.9", "Projects", "", "2027-09-30", "promised", 0),
    ("0.9.1", "Data", "", "2027-07-15", "promised", 0),
    ("0.9.2", "", "", "2027-08-01", "draft", 1),
    ("0.10", "Service Desk", "", "2027-11-15", "promised", 0),
    ("0.10.1", "Projects", "", "2027-11-10", "promised", 0),
    ("0.10.1.1", "Projects", "learning-firm", "2027-10-01", "draft", 1),
    ("0.11", "Operations", "", "2027-11-22", "promised", 0),
    ("0.11.1", "Service Desk", "", "2027-11-22", "declined", 1),
    ("0.12", "Coordination", "", "2027-04-01", "promised", 0),
    ("0.13", "", "", "2027-07-31", "draft", 1),
    ("0.14", "Operations", "", "2028-01-31", "promised", 0),
]


class DemoTest(TestCase):
    """One load, read from several sides."""

    @classmethod
    def setUpTestData(cls):
        """Build the demo once for all tests of this class."""
        build()

    def test_every_node_of_the_worked_example_stands(self):
        """Each with its supplier, vendor, date, state and number of open questions."""
        contracts = Contract.objects.filter(walkthrough__code="WT-ERP").select_related("supplier", "vendor", "terms")
        found = {contract.number: told(contract) for contract in contracts}
        assert found == {node[0]: node for node in NODES}

    def test_open_questions_have_a_decider_and_a_date(self):
        """Eleven in the ERP walk-through; none is unsettled, and one elsewhere is decided."""
        assert len([node for node in NODES if node[-1]]) == 11
        assert not Question.objects.filter(decider=None).exists()
        assert not Question.objects.filter(due=None).exists()
        assert Question.objects.exclude(resolution="").count() == 1

    def test_l_the_nine_lights_of_the_worked_example(self):
        """Lights 2 and 7 amber, all others green: closed complete with open questions."""
        walkthrough = Walkthrough.objects.get(code="WT-ERP")
        numbers = dict(walkthrough.contracts.values_list("pk", "number"))
        found = {
            light["code"]: (light["state"], [numbers[pk] for pk in light["contracts"]]) for light in walkthrough.lights
        }
        assert found == {
            "prime": ("green", []),
            "parties": ("amber", ["0.9.2", "0.13"]),
            "results": ("green", []),
            "acceptance": ("green", []),
            "buyer_side": ("green", []),
            "leaves": ("green", []),
            "promised": ("amber", ["0.4", "0.5.1.2", "0.6.1", "0.6.2", "0.10.1.1", "0.11.1"]),
            "day_after": ("green", []),
            "sight": ("green", []),
        }
        assert walkthrough.result == "complete_with_open_questions"

    def test_six_walkthroughs(self):
        """Every status but planned, every result, one practice."""
        found = Walkthrough.objects.values_list("code", "mode", "status", "result")
        assert set(found) == {
            ("WT-ERP", "live", "closed", "complete_with_open_questions"),
            ("WT-PORTAL", "live", "running", ""),
            ("WT-HOSTING", "live", "closed", "complete"),
            ("WT-PROOF", "live", "closed", "complete_with_open_questions"),
            ("WT-FARM", "live", "closed", "incomplete"),
            ("WT-BADGE", "practice", "paused", ""),
        }
        assert [tree.root.id for tree in map(read_tree, Walkthrough.objects.all()) if len(tree) < 3] == []

    def test_h11_the_premortem_of_the_worked_example_has_nine_reasons_with_a_home(self):
        reasons = Reason.objects.filter(walkthrough__code="WT-ERP")
        homes = reasons.exclude(contract=None).count(), reasons.exclude(question=None).count()
        assert (reasons.count(), homes) == (9, (6, 3))

    def test_the_worked_example_found_five_defects(self):
        found = Finding.objects.live().filter(walkthrough__code="WT-ERP").order_by("rule")
        assert [finding.rule for finding in found] == ["D02", "D03", "D13", "D14", "D18"]

    def test_one_room_is_open_and_shows_what_it_talks_about(self):
        room = Room.objects.exclude(code="").get()
        assert (room.walkthrough.code, room.focus.code) == ("WT-PORTAL", "WT-PORTAL-0.2")
        assert room.walkthrough.meetings.get().ended_at is None

    def test_the_hosting_is_a_tree_of_its_own(self):
        """A service agreement with its term and its review, all promised."""
        hosting = Contract.objects.filter(walkthrough__code="WT-HOSTING").order_by("number")
        told = hosting.values_list("number", "kind", "state", "agreed__starts", "agreed__ends", "agreed__review_due")
        term = (date(2027, 12, 1), date(2030, 11, 30), date(2029, 11, 30))
        assert list(told) == [
            ("0", "service_agreement", "promised", *term),
            ("0.1", "service_agreement", "promised", *term),
            ("0.2", "project_result", "promised", None, None, None),
        ]

    def test_every_state_of_a_contract_stands_somewhere(self):
        """C5, C6: each of the trees shows what its kind of day leaves."""
        states = {
            code: dict(Contract.objects.filter(walkthrough__code=code).values_list("number", "state"))
            for code in ("WT-PORTAL", "WT-PROOF", "WT-FARM")
        }
        assert states["WT-PROOF"] == {
            "0": "promised",
            "0.1": "accepted",
            "0.2": "delivered",
            "0.3": "promised",
            "0.4": "promised",
            "0.5": "asked",
            "0.6": "accepted",
            "0.7": "cancelled",
            "0.8": "promised",
        }
        assert set(states["WT-PORTAL"].values()) == {"draft", "asked", "countered", "declined", "promised"}
        assert set(states["WT-FARM"].values()) == {"draft", "asked", "countered", "declined"}
        gaps = Contract.objects.filter(walkthrough__code="WT-FARM", supplier=None).values_list("gap", flat=True)
        assert sorted(gaps) == [False, False, True, True]

    def test_c6_amendments_stand_beside_what_is_in_force(self):
        """One agreed to, one pending, and a delivery that was sent back."""
        proof = {contract.number: contract for contract in Contract.objects.filter(walkthrough__code="WT-PROOF")}
        assert (proof["0.4"].agreed.number, proof["0.4"].agreed.due) == (2, date(2026, 12, 11))
        assert (proof["0.5"].agreed.due, proof["0.5"].terms.due) == (date(2027, 1, 29), date(2026, 12, 18))
        assert proof["0.3"].said_why == "Sixty of the phones lose the network inside the cold store."

    def test_c7_duties_stand_in_every_state(self):
        """Provided, released, and three that were due before the demo's day: late."""
        duties = Obligation.objects.filter(contract__walkthrough__code="WT-PROOF")
        states = [duties.filter(state=state).count() for state in ("provided", "released", "owed")]
        assert states == [5, 1, 4]
        late = duties.filter(state="owed", due__lt=TODAY).order_by("due").values_list("what", flat=True)
        assert list(late) == [
            "Volume of data a phone and month",
            "Names and depots of the drivers",
            "Phones chosen by the drivers' council",
        ]

    def test_h7_the_first_answer_after_the_close_added_a_baseline(self):
        """What was still asked at closing was promised afterwards."""
        kept = Walkthrough.objects.get(code="WT-PROOF").baselines.order_by("number")
        assert [(baseline.number, baseline.contract and baseline.contract.number) for baseline in kept] == [
            (1, None),
            (2, "0.8"),
        ]

    def test_what_follows_the_upgrade(self):
        """Light 8: old servers and hosting have their lines."""
        rows = Project.objects.get(code="MF-ERP").follow_ons.values_list("line__code", flat=True)
        assert list(rows) == [
            "erp-engineering",
            "operations",
            "service-desk",
            "finance-process-office",
            "operations",
        ]

    def test_gap_is_set_on_purpose(self):
        """C2: nobody offers product master data; the other need is merely not asked yet."""
        needs = Contract.objects.filter(walkthrough__code="WT-ERP", supplier=None)
        assert dict(needs.values_list("number", "gap")) == {"0.9.2": False, "0.13": True}

    def test_own_share_asks_nothing_of_the_buyer(self):
        """C4, H4: the prime's own part is promised like any other, the buyer's side empty on purpose."""
        own = Contract.objects.get(code="WT-ERP-0.3")
        assert own.buyer_provides_nothing
        assert own.supplier == own.parent.supplier

    def test_promises_are_made_by_heads_the_prime_last(self):
        """H5: who and when; children before their parents."""
        promised = Contract.objects.filter(walkthrough__code="WT-ERP", state="promised").order_by("promised_at")
        for contract in promised.select_related("supplier__unit"):
            assert contract.promised_by_id == contract.supplier.unit.head_id
        assert promised.last().number == "0"

    def test_offered_services_lack_nothing(self):
        """H9: whatever is offered is whole and has a published version."""
        offered = Service.objects.filter(status="offered")
        assert offered.count() == 71
        assert [service.code for service in offered if service.missing] == []
        assert not offered.filter(versions=None).exists()
        others = Service.objects.exclude(status="offered").values_list("code", "status")
        assert dict(others) == {"tape-archive": "retired", "night-watch": "draft"}

    def test_seeded_defects_stay(self):
        """What later readings of chart and catalogs are to find."""
        blocks = {unit.head.name: {line.block for line in unit.lines.all()} for unit in Unit.objects.exclude(head=None)}
        assert blocks["Samuel Achieng"] == {"CR", "CO"}
        assert blocks["Aisha Okafor"] == {"BE", "AS"}
        assert "manage all IT projects" in Line.objects.get(code="projects").domain
        dashboards = Service.objects.filter(status="offered", name__icontains="dashboard")
        assert set(dashboards.values_list("line__code", flat=True)) == {"data-engineering", "erp-engineering"}
        assert not Service.objects.filter(name__icontains="master data").exists()

    def test_every_change_is_told_as_the_demo(self):
        """U1: one source, a title and a number for each change set, nobody acting for another."""
        assert set(ChangeSet.objects.values_list("source", flat=True)) == {"demo"}
        assert not ChangeSet.objects.filter(number=None).exists()
        assert Change.objects.values("code").filter(kind="walkthroughs.contract", action="created").count() == 68

    def test_sign_ins_work(self):
        """The printed password opens the account of a person who heads what the chart says."""
        user = authenticate(username="ruth", password=demo_password("ruth"))
        assert user.person.name == "Ruth Petersen"
        assert Unit.objects.get(code="operations").head == user.person

    def test_banner_and_second_load(self):
        """The database is known as the demo, and refuses another."""
        assert context.demo(None) == {"demo_banner": True, "organisation_name": "Meridian Foods"}
        with pytest.raises(CommandError, match=r"holds data already: 18 users, 43 people, 44 units"):
            call_command("demo", stdout=StringIO())


@pytest.mark.django_db
def test_other_data_is_refused():
    """One unit of somebody else's is enough, and it stays alone."""
    Unit.create(by=Principal.system("test"), name="Somebody else")
    with pytest.raises(CommandError, match="holds data already: 1 units"):
        call_command("demo", stdout=StringIO())
    assert Unit.objects.count() == 1
    assert context.demo(None) == {}


@pytest.mark.django_db(transaction=True)
def test_two_loads_are_equal():
    """The same rows every time, and the sign-ins printed."""
    digests = []
    for _load in range(2):
        call_command("flush", interactive=False, verbosity=0)
        printed = StringIO()
        call_command("demo", stdout=printed)
        assert f"nadia    {demo_password('nadia')}" in printed.getvalue()
        digests.append(digest())
    assert digests[0] == digests[1]


def told(contract):
    """Return a contract as the table tells it."""
    supplier, vendor = contract.supplier, contract.vendor
    return (
        contract.number,
        supplier.short_name if supplier else "",
        vendor.code if vendor else "",
        contract.terms.due.isoformat(),
        contract.state,
        Question.objects.about(contract).count(),
    )


def digest():
    """Return every record of the demo as text, without ids and hours."""
    return {
        model.__name__: sorted(
            json.dumps(natural(record.snapshot()), default=str, sort_keys=True) for record in model.objects.all()
        )
        for model in RECORDS
    }


def natural(value):
    """Return a snapshot without the columns, however deep, that number rows or tell the hour."""
    if isinstance(value, list):
        return [natural(part) for part in value]
    if isinstance(value, dict):
        return {name: natural(part) for name, part in value.items() if not name.endswith(PASSING)}
    return value
