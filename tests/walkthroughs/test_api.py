"""Projects, walk-throughs, contracts, obligations and questions over REST; every reply is held against the schema."""

import pytest

from itbiz.access.models import PresenterLink
from itbiz.audit.models import ChangeSet
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract, make_project
from tests.walkthroughs.test_api_contracts import below, bring_to, move, tier_in
from tests.walkthroughs.test_tree import grow
from walkthroughs.models import Obligation, Question, Walkthrough
from walkthroughs.tree import read_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(company):
    """A running walk-through with a prime, and below it a tier that is in draft."""
    return tier_in(company.room(), company)


class TestProjects:
    """The outcome a client wants."""

    def test_a_head_creates_reads_and_edits_one_p2(self, company, maya):
        fields = {"title": "Four days", "client": {"code": "finance"}, "sponsor": company.elin.pk, "kind": "business"}
        made = maya.post("projects/", fields)
        assert (made.status_code, made.body["client"]["code"], made.body["status"]) == (201, "finance", "open")
        edited = maya.patch(f"projects/{made.body['id']}/", {"need_by": "2027-11-30"}, version=made.body["version"])
        assert (edited.status_code, edited.body["need_by"]) == (200, "2027-11-30")

    def test_others_may_not_p2(self, company, olga):
        assert olga.post("projects/", {"title": "Mine"}).status_code == 403
        project = company.project
        assert olga.patch(f"projects/{project.pk}/", {"title": "Mine"}, version=project.version).status_code == 403

    def test_a_list_is_filtered_by_client_and_status(self, company, olga):
        make_project("Another", code="another", status="done")
        assert [p["code"] for p in olga.get("projects/", client="finance").body["results"]] == ["books"]
        assert [p["code"] for p in olga.get("projects/", status="done").body["results"]] == ["another"]


class TestWalkthroughs:
    """The session, its verbs and its tree."""

    def test_the_facilitator_creates_and_starts_one(self, company):
        fred = ApiClient(company.fred)
        fields = {"project": {"code": "books"}, "client_unit": {"code": "finance"}, "facilitator": company.fred.pk}
        made = fred.post("walkthroughs/", fields | {"present": [company.maya.pk]})
        assert made.status_code == 201
        assert [person["code"] for person in made.body["present"]] == [company.maya.code]
        address = f"walkthroughs/{made.body['id']}/start/"
        assert fred.post(address).status_code == 428
        started = fred.post(address, version=made.body["version"])
        assert (started.status_code, started.body["status"]) == (200, "running")
        again = fred.post(address, version=started.body["version"])
        assert again.status_code == 409
        assert again.body["detail"] == "This walk-through is running already."

    def test_closing_takes_a_reason_and_keeps_it(self, company, room):
        fred = ApiClient(company.fred)
        room.refresh_from_db()
        closed = fred.post(f"walkthroughs/{room.pk}/close/", {"reason": "Time is up"}, version=room.version)
        assert (closed.status_code, closed.body["status"]) == (200, "closed")
        assert ChangeSet.objects.get(pk=closed.headers["Change-Set"]).reason == "Time is up"

    def test_put_resets_what_is_left_out_but_the_mode_h6(self, company):
        practice = company.room(mode="practice")
        put = {"client_line": {"code": "erp"}, "facilitator": company.fred.pk}
        reply = ApiClient(company.fred).put(f"walkthroughs/{practice.pk}/", put, version=practice.version)
        assert reply.status_code == 200
        body = reply.body
        assert [body[name] for name in ("client_unit", "project", "present", "mode")] == [None, None, [], "practice"]

    @pytest.mark.parametrize("verb", ["start", "close"])
    def test_others_do_not_steer_it_p2(self, maya, room, verb):
        assert maya.post(f"walkthroughs/{room.pk}/{verb}/", version=1).status_code == 403

    def test_a_client_is_exactly_one_h3(self, company):
        fields = {"client_unit": {"code": "finance"}, "client_line": {"code": "erp"}}
        reply = ApiClient(company.nadia).post("walkthroughs/", fields)
        assert reply.status_code == 400
        assert "exactly one client" in reply.body["errors"][0]["detail"]

    def test_practice_is_listed_on_request_only_to_those_who_see_it_h6(self, company, olga, maya):
        live, practice = company.room(), company.room(mode="practice")
        make_contract(practice, supplier=company.erp)
        assert [w["id"] for w in maya.get("walkthroughs/").body["results"]] == [live.pk]
        assert [w["id"] for w in maya.get("walkthroughs/", mode="practice").body["results"]] == [practice.pk]
        assert olga.get("walkthroughs/", mode="practice").body["results"] == []

    def test_a_restricted_one_answers_404_with_all_that_is_in_it_v4(self, company, olga, room):
        Walkthrough.objects.get(pk=room.pk).update(by=SYSTEM, access="restricted")
        obligation = Obligation.create(by=SYSTEM, contract=room.tier, what="Sizing inputs")
        question = Question.create(by=SYSTEM, about=room.tier, text="Who sizes it?")
        addresses = [
            f"walkthroughs/{room.pk}/",
            f"walkthroughs/{room.pk}/tree/",
            f"contracts/{room.tier.pk}/",
            f"obligations/{obligation.pk}/",
            f"questions/{question.pk}/",
        ]
        assert [olga.get(address).status_code for address in addresses] == [404] * 5
        for name in ("walkthroughs", "contracts", "obligations", "questions"):
            assert olga.get(f"{name}/", count="true").body == {
                "results": [],
                "next": None,
                "previous": None,
                "count": 0,
            }
        assert move(olga, room.tier, "ask").status_code == 404


class TestTree:
    """The whole tree in one reply."""

    def test_it_is_the_tree_that_pages_show(self, company, olga, room):
        below(room, gap=True, need="Product master data")
        reply = olga.get(f"walkthroughs/{room.pk}/tree/")
        tree = read_tree(room)
        assert flat(reply.body["root"]) == [
            (node.id, node.code, node.state, node.own_share, node.warnings, node.depth) for node in tree.nodes
        ]
        room.refresh_from_db()
        assert reply.body["version"] == room.version
        assert reply.headers["ETag"] == f'"{room.version}"'

    def test_its_contracts_are_those_of_the_list(self, olga, room):
        listed = {item["id"]: item for item in olga.get("contracts/", walkthrough=room.code).body["results"]}
        root = olga.get(f"walkthroughs/{room.pk}/tree/").body["root"]
        assert root["children"][0].pop("children") == []
        children = root.pop("children")
        assert [root, *children] == list(listed.values())
        assert olga.get(f"contracts/{root['id']}/").body == root

    def test_an_unchanged_tree_is_not_sent_again_n7(self, olga, room):
        tag = olga.get(f"walkthroughs/{room.pk}/tree/").headers["ETag"]
        assert olga.get(f"walkthroughs/{room.pk}/tree/", headers={"If-None-Match": tag}).status_code == 304
        Question.create(by=SYSTEM, about=room.tier, text="Who sizes it?")
        assert olga.get(f"walkthroughs/{room.pk}/tree/", headers={"If-None-Match": tag}).status_code == 200

    def test_fields_are_chosen(self, olga, room):
        root = olga.get(f"walkthroughs/{room.pk}/tree/", fields="code,state").body["root"]
        assert set(root) == {"code", "state", "children"}
        assert olga.get(f"walkthroughs/{room.pk}/tree/", fields="nonsense").status_code == 400
        assert olga.get(f"walkthroughs/{room.pk}/tree/", expand="supplier").status_code == 400

    def test_without_a_prime_there_is_no_root(self, company, olga):
        assert olga.get(f"walkthroughs/{company.room().pk}/tree/").body["root"] is None

    @pytest.mark.parametrize("nodes", [3, 300])
    def test_it_costs_the_same_statements_whatever_its_size(self, company, olga, django_assert_num_queries, nodes):
        walkthrough = grow(company.room(), company, nodes)
        with django_assert_num_queries(4):
            reply = olga.get(f"walkthroughs/{walkthrough.pk}/tree/")
        assert len(flat(reply.body["root"])) == nodes


def flat(item):
    """Return a tree's contracts in reading order, each with what a page shows of it."""
    names = ("id", "code", "state", "own_share", "warnings", "depth")
    return [tuple(item[name] for name in names)] + [row for child in item["children"] for row in flat(child)]


class TestObligations:
    """What the buyer provides."""

    def test_either_side_writes_one_and_late_is_told_by_date_c7(self, maya, aisha, room):
        made = aisha.post("obligations/", {"contract": room.tier.pk, "what": "Sizing inputs", "due": "2020-01-01"})
        assert (made.status_code, made.body["state"], made.body["met_by"]) == (201, "late", None)
        edited = maya.patch(f"obligations/{made.body['id']}/", {"due": "2099-01-01"}, version=made.body["version"])
        assert edited.body["state"] == "owed"
        assert len(maya.get("obligations/", state="owed").body["results"]) == 1
        assert maya.get("obligations/", state="late").body["results"] == []

    def test_others_may_not(self, olga, room):
        assert olga.post("obligations/", {"contract": room.tier.pk, "what": "Money"}).status_code == 403

    def test_what_was_agreed_stands(self, company, aisha, room):
        obligation = Obligation.create(by=SYSTEM, contract=room.tier, what="Sizing inputs")
        bring_to(room.tier, "promised", company)
        reply = aisha.patch(f"obligations/{obligation.pk}/", {"what": "Less"}, version=obligation.version)
        assert reply.status_code == 409


class TestQuestions:
    """What somebody decides by a date."""

    @pytest.mark.parametrize("kind", ["contract", "walkthrough", "project", "service", "line", "unit"])
    def test_questions_are_asked_about_anything(self, company, olga, room, kind):
        subjects = {
            "contract": room.tier,
            "walkthrough": room,
            "project": company.project,
            "service": company.tier,
            "line": company.db,
            "unit": company.finance,
        }
        about = {"kind": kind, "code": subjects[kind].code}
        made = olga.post("questions/", {"about": about, "text": "Freeze?", "decider": company.elin.pk})
        assert made.status_code == 201
        assert (made.body["about"]["id"], made.body["asker"]["id"]) == (subjects[kind].pk, company.olga.pk)
        assert olga.get(made.body["about"]["url"]).body["code"] == subjects[kind].code

    @pytest.mark.parametrize("about", [None, 1, {}, {"kind": "planet", "id": 1}, {"kind": "line", "id": "x"}])
    def test_a_wrong_subject_is_refused(self, olga, about):
        reply = olga.post("questions/", {"about": about, "text": "Freeze?"})
        assert (reply.status_code, reply.body["errors"][0]["pointer"]) == (400, "/about")

    def test_nobody_asks_about_what_they_do_not_see_v4(self, company, olga):
        practice = company.room(mode="practice")
        reply = olga.post("questions/", {"about": {"kind": "walkthrough", "id": practice.pk}, "text": "What?"})
        assert reply.status_code == 400

    def test_the_decider_changes_one_and_its_subject_stays(self, company, maya, room):
        question = Question.create(by=SYSTEM, about=room.tier, text="Freeze?", decider=company.maya)
        address = f"questions/{question.pk}/"
        moved = maya.patch(address, {"about": {"kind": "line", "code": "db"}}, version=1)
        assert moved.status_code == 400
        same = {"about": {"kind": "contract", "code": room.tier.code}, "due": "2027-03-01"}
        assert maya.patch(address, same, version=1).body["due"] == "2027-03-01"
        assert ApiClient(company.olga).patch(address, {"text": "No"}, version=2).status_code == 403

    def test_questions_of_a_practice_are_apart_h6(self, company, maya):
        practice = company.room(mode="practice")
        contract = make_contract(practice, supplier=company.erp)
        Question.create(by=SYSTEM, about=contract, text="Practice?")
        Obligation.create(by=SYSTEM, contract=contract, what="Practice")
        for name in ("contracts", "questions", "obligations"):
            assert maya.get(f"{name}/").body["results"] == []
            assert len(maya.get(f"{name}/", mode="practice").body["results"]) == 1


class TestAccess:
    """Who gets in at all."""

    NAMES = ("projects", "walkthroughs", "contracts", "obligations", "questions")

    def test_a_presenter_link_opens_no_rest(self, room):
        link = PresenterLink.issue(by=SYSTEM, subject=room, permission="walkthroughs.present_walkthrough")
        for secret in (link.secret, f"itb_{link.secret}"):
            assert ApiClient(token=secret).get(f"walkthroughs/{room.pk}/tree/").status_code == 401

    def test_a_token_without_the_scope_is_refused(self, company, room):
        api = ApiClient(company.maya, scopes=("catalog:write",))
        for name in self.NAMES:
            assert api.get(f"{name}/").status_code == 403
        assert api.get(f"walkthroughs/{room.pk}/tree/").status_code == 403
        assert move(api, room.tier, "ask").status_code == 403

    def test_a_token_that_reads_does_not_move(self, company, room):
        api = ApiClient(company.maya, scopes=("walkthroughs:read",))
        assert api.get(f"contracts/{room.tier.pk}/").status_code == 200
        assert move(api, room.tier, "ask").status_code == 403

    @pytest.mark.parametrize("rows", [1, 3])
    @pytest.mark.parametrize(
        ("name", "statements"),
        [("projects", 4), ("walkthroughs", 6), ("contracts", 5), ("obligations", 3), ("questions", 4)],
    )
    def test_a_list_costs_the_same_statements_whatever_its_rows(
        self, company, django_assert_num_queries, name, statements, rows
    ):
        for number in range(rows):
            walkthrough = company.room(project=make_project(f"Project {number}"))
            root = make_contract(walkthrough, supplier=company.erp)
            contract = make_contract(walkthrough, parent=root, supplier=company.db)
            Obligation.create(by=SYSTEM, contract=contract, what="Freeze")
            Question.create(by=SYSTEM, about=contract, text="Freeze?")
        api = ApiClient(company.nadia)
        api.get(f"{name}/")
        with django_assert_num_queries(statements):
            assert api.get(f"{name}/", limit=rows, ordering="-id").body["results"]
