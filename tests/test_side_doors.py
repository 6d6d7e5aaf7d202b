"""Side doors to what is hidden (V2 to V4): search, lists, counts, filters, references, panels, history, tags.

Every hidden text of tests/stage.py holds one word; whoever does not see its object never meets the word.
"""

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Service
from itbiz.api.shapes import SHAPES
from tests import access_matrix as matrix
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract, make_project, principal
from tests.pages import filled, whole_text
from tests.stage import ROLES, SECRET, WRITERS, make_stage, undone
from walkthroughs.models import Contract

pytestmark = pytest.mark.django_db
# Half of the word, so that what a page repeats of the question is no find.
HALF = SECRET[:4]
# Sees everything that is open and nothing that is hidden: neither writes for the line nor has a part in a walk-through.
STRANGERS = ("outsider", "other_head", "colleague")
HIDDEN = {
    "services": ("draft",),
    "walkthroughs": ("walkthrough restricted", "walkthrough practice"),
    "contracts": ("contract restricted", "contract practice"),
    "obligations": ("obligation restricted", "obligation practice"),
    "questions": ("question restricted", "question practice", "question draft"),
}


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """The stage, with a hidden draft tied to things that everybody sees, as its writers may do."""
    with django_db_blocker.unblock(), undone():
        stage = make_stage()
        stage.designed = make_project("A better tier", service=stage.secret)
        stage.hosting.update(by=SYSTEM, ingredients=[{"needs": stage.secret}])
        root = stage.rooms["open"]["root"]
        stage.tied = make_contract(
            stage.rooms["open"]["walkthrough"], parent=root, supplier=stage.db, need="A tier", service=stage.secret
        )
        yield stage


@pytest.fixture(scope="module")
def tokens(stage):
    """A REST client for every role."""
    return {role: ApiClient(stage.person(role)) for role in ROLES}


def browser(stage, role):
    """Return a signed-in browser."""
    client = Client()
    client.force_login(stage.person(role).user)
    return client


# What an address names beside its subject.
MORE = {
    "walkthroughs:names": {"kind": "suppliers"},
    "walkthroughs:orders-file": {"kind": "csv"},
    "walkthroughs:minutes-file": {"kind": "csv"},
    "walkthroughs:question-ask": {"kind": "walkthrough"},
    "home-account": {"name": "asked"},
}


def pages(stage):
    """Yield the address of every page that everybody may read, as the matrix names them, with what is asked for."""
    subjects = {"service": stage.hosting, "project": stage.designed, "contract open": stage.tied}
    for route, subject, method, may in matrix.page_rows():
        if method != "get" or subject.endswith(("draft", "restricted", "practice")) or set(STRANGERS) - may:
            continue
        named = {"pk": subjects.get(subject, subject and stage.subject(subject)).pk} if subject else {}
        named |= {"kind": matrix.kind_asked(subject)} if route == "people:may" else {}
        named |= MORE.get(route, {}) | ({"line_pk": stage.db.pk} if route == "walkthroughs:order_sheet" else {})
        yield reverse(route, kwargs=named)


# No page reads two of the last four, so that they are asked for at once.
ASKED = ({}, {"q": HALF}, {"line": "db"}, {"typed": HALF, "text": HALF, "needs": HALF, "mode": "practice"})


@pytest.mark.parametrize("role", STRANGERS)
def test_v4_no_page_tells_what_is_hidden(stage, role):
    client = browser(stage, role)
    for address in [*pages(stage), f"{reverse('walkthroughs:walkthrough', args=[stage.tied.walkthrough_id])}"]:
        for asked in ASKED:
            answer = client.get(address, asked, follow=True)
            # A list of home asks for a line by its id, and only for one's own.
            status = 404 if address.startswith("/home/") and "line" in asked else 200
            assert answer.status_code == status, (address, asked)
            assert SECRET not in whole_text(answer).lower(), (address, asked)


def test_v4_those_who_see_find_it(stage):
    """The crawl above would find the word, were it there."""
    client = browser(stage, "above")
    for route in ("search", "catalog:services"):
        assert SECRET in client.get(reverse(route), {"q": HALF}).content.decode().lower()
    listed = client.get(reverse("walkthroughs:walkthroughs"), {"mode": "practice"})
    assert SECRET in listed.content.decode().lower()


QUESTIONS = ({}, {"q": HALF}, {"mode": "practice"}, {"ordering": "-id"}, {"fields": "id,code"})


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("resource", matrix.resources())
def test_v4_no_list_tells_what_is_hidden(stage, tokens, resource, role):
    every = ",".join(shape_of(resource).expandable)
    for asked in (*QUESTIONS, {"expand": every} if every else {}):
        if "mode" in asked and resource not in ("walkthroughs", "contracts", "obligations", "questions", "findings"):
            continue
        reply = tokens[role].get(f"{resource}/", count="true", **asked)
        assert reply.status_code == 200, (resource, asked)
        assert SECRET not in reply.content.decode().lower(), (resource, asked)
        assert reply.body["count"] == len(reply.body["results"]), (resource, asked)
        links = {item["id"] for item in references(reply.body) if "/services/" in item["url"]}
        assert stage.secret.pk not in links, (resource, asked)


def shape_of(resource):
    """Return the shape of a resource's objects."""
    # Asks are contracts.
    path = {"asks": "contracts"}.get(resource, resource)
    return next(shape for shape in SHAPES.values() if shape.path == path)


@pytest.mark.parametrize("resource", matrix.resources())
def test_what_is_embedded_needs_its_own_scope(stage, resource):
    """`?expand=` is no way past a token's scopes."""
    own, shape = f"{matrix.scope_of(resource)}:read", shape_of(resource)
    narrow = ApiClient(stage.carl, [own])
    for name in shape.expandable:
        needed = f"{matrix.scope_of(shape.related(name).path)}:read"
        reply = narrow.get(f"{resource}/", expand=name)
        assert reply.status_code == (200 if needed == own else 403), name
        assert ApiClient(stage.carl, [own, needed]).get(f"{resource}/", expand=name).status_code == 200, name


def references(value):
    """Yield every reference to an object anywhere in a reply."""
    if isinstance(value, dict):
        if {"id", "code", "url"} <= set(value):
            yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from references(inner)


@pytest.mark.parametrize("role", STRANGERS)
def test_v2_a_hidden_draft_is_no_reference_in_a_reply(stage, tokens, role):
    """Neither as an ingredient, nor as the service of a contract, of its tree or of a project."""
    walkthrough = stage.tied.walkthrough_id
    for path in (
        f"services/{stage.hosting.pk}/",
        f"projects/{stage.designed.pk}/",
        f"contracts/{stage.tied.pk}/",
        f"walkthroughs/{walkthrough}/tree/",
    ):
        reply = tokens[role].get(path)
        assert (reply.status_code, SECRET in reply.content.decode().lower()) == (200, False), path
        assert SECRET in tokens["above"].get(path).content.decode().lower(), path


def filters_by_hidden(stage):
    """Return lists narrowed by something hidden: (resource, parameter, the hidden object)."""
    room = stage.rooms["restricted"]
    return (
        ("contracts", "walkthrough", room["walkthrough"]),
        ("contracts", "parent", room["root"]),
        ("contracts", "service", stage.secret),
        ("obligations", "contract", room["contract"]),
        ("obligations", "walkthrough", room["walkthrough"]),
        ("projects", "service", stage.secret),
    )


@pytest.mark.parametrize("role", STRANGERS)
def test_v4_a_filter_by_something_hidden_finds_as_much_as_one_by_nothing(stage, tokens, role):
    for resource, name, hidden in filters_by_hidden(stage):
        for value in (hidden.pk, hidden.code):
            reply = tokens[role].get(f"{resource}/", count="true", **{name: value})
            assert (reply.status_code, reply.body["count"]) == (200, 0), (resource, name)
            assert tokens["above"].get(f"{resource}/", count="true", **{name: value}).body["count"], (resource, name)
    about = {"about_kind": "service", "about_id": stage.secret.pk}
    assert tokens[role].get("questions/", count="true", **about).body["count"] == 0


@pytest.mark.parametrize("role", STRANGERS)
def test_v4_probing_tags_and_versions_of_something_hidden_is_404(stage, tokens, role):
    """Not 304, 412, 428, 409 or 403: the answer is the one for an id that nothing has."""
    client = tokens[role]
    for resource, subjects in HIDDEN.items():
        for subject in subjects:
            row = stage.subject(subject)
            for pk in (row.pk, 2**40):
                path = f"{resource}/{pk}/"
                probes = [client.get(path, headers={"If-None-Match": tag}) for tag in ("*", f'"{row.version}"')]
                probes += [client.get(path, fields="nonsense"), client.get(path, expand="nonsense")]
                probes += [client.patch(path, {}, headers={"If-Match": tag}) for tag in ("*", '"999"', '"1"')]
                probes += [client.patch(path, {"nonsense": 1}), client.put(path, {})]
                probes += [client.post(f"{path}{verb}/", {"nonsense": 1}) for verb in verbs_of(resource)]
                assert {probe.status_code for probe in probes} == {404}, (resource, subject, pk)
    tree = f"walkthroughs/{stage.rooms['restricted']['walkthrough'].pk}/tree/"
    assert {client.get(tree, headers={"If-None-Match": tag}).status_code for tag in ("*", '"1"')} == {404}


def verbs_of(resource):
    """Return the verbs of a resource."""
    return next(verbs for name, _subjects, _may, verbs in matrix.RESOURCES if name == resource)


def test_refusals_come_in_their_order(stage):
    """401, 404, 403, 428, 412, 409, 400: each request is wrong in all the later ways too."""
    with undone():
        contract = Contract.objects.get(pk=stage.rooms["restricted"]["contract"].pk)
        contract.decline(by=principal(stage.aisha), why="no_capacity")
        path, wrong = f"contracts/{contract.pk}/promise/", {"nonsense": 1}
        assert ApiClient().post(path, wrong).status_code == 401
        assert ApiClient(stage.olga).post(path, wrong).status_code == 404
        assert ApiClient(stage.elin).post(path, wrong).status_code == 403
        narrow = ApiClient(stage.aisha, ["walkthroughs:read"])
        assert narrow.post(path, wrong).status_code == 403
        aisha = ApiClient(stage.aisha)
        assert aisha.post(path, wrong).status_code == 428
        assert aisha.post(path, wrong, version=999).status_code == 412
        assert aisha.post(path, wrong, version=contract.version).status_code == 409
        path = f"contracts/{stage.rooms['restricted']['root'].pk}/withdraw/"
        elin, root = ApiClient(stage.elin), stage.rooms["restricted"]["root"]
        assert elin.post(path, wrong, version=root.version).status_code == 400


def test_v2_a_hidden_ingredient_is_not_shown_to_whoever_edits_the_service_and_stays(stage):
    ruth, service = browser(stage, "other_head"), Service.objects.get(pk=stage.hosting.pk)
    page = ruth.get(reverse("catalog:edit-service", args=[service.pk]))
    assert SECRET not in page.content.decode().lower()
    sent = filled(page, **{"name": "Hosting", "ingredients-0-needs": "Database tier"})
    assert ruth.post(reverse("catalog:edit-service", args=[service.pk]), sent).status_code == 302
    assert made_of(service) == {stage.secret.pk, stage.tier.pk}
    version = Service.objects.get(pk=service.pk).version
    over_rest = ApiClient(stage.ruth).patch(f"services/{service.pk}/", {"ingredients": []}, version=version)
    assert (over_rest.status_code, made_of(service)) == (200, {stage.secret.pk})
    version += 1
    assert (
        ApiClient(stage.carl).patch(f"services/{service.pk}/", {"ingredients": []}, version=version).status_code == 200
    )
    assert made_of(service) == set()


def made_of(service):
    """Return the ids of a service's ingredients."""
    return set(service.ingredients.values_list("needs", flat=True))


def test_v4_the_history_of_a_service_tells_of_its_draft_only_to_whoever_sees_the_draft(stage):
    service = Service.objects.get(pk=stage.beside.pk)
    service.update(by=SYSTEM, acceptance="Restored twice", reason="Zephyr asked for it")
    where = reverse("catalog:service", args=[service.pk])
    told = {role: browser(stage, role).get(where).content.decode().lower() for role in ROLES}
    assert {role for role, text in told.items() if SECRET in text} == WRITERS
    for text in told.values():
        assert "backups published" in text
