"""Role × object × route: everybody gets from every address what the rules V and P say, and nothing else.

The expectations stand in tests/access_matrix.py. A route of the URL conf that is not there is red here.
"""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from itbiz.access.models import PresenterLink, Token
from itbiz.access.principals import Principal
from itbiz.audit.models import ChangeSet
from itbiz.audit.record import change_set
from itbiz.exchange.models import KeptMapping, Upload
from tests import access_matrix as matrix
from tests.api.client import ALL_SCOPES, ApiClient
from tests.cast import SYSTEM, make_line
from tests.stage import ROLES, make_stage, token_of, undone
from walkthroughs.models import Walkthrough

pytestmark = pytest.mark.django_db
SIGN_IN = "to sign in"
DONE = "done"


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """Everybody and everything, built once: see tests/stage.py. What a test writes is taken back after it."""
    with django_db_blocker.unblock(), undone():
        yield make_stage()


def routes(patterns=None, names=()):
    """Yield (name, method) of every route of the URL conf; pages have the method ""."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, (*names, pattern.namespace) if pattern.namespace else names)
            continue
        name = ":".join((*names, pattern.name or ""))
        # The framework adds HEAD to what answers GET, at the first request.
        for method in set(getattr(pattern.callback, "actions", None) or {""}) - {"head"}:
            yield name, method


def test_every_route_is_in_the_matrix():
    assert set(routes()) == matrix.known_routes()


def test_every_route_left_out_has_a_test_of_its_own():
    assert set(matrix.ELSEWHERE.values()) <= set(globals())


def expected(stage, subject, may, *, hidden=404, refused=403, done=DONE):
    """Return what every role is to get: {role: status}."""
    sees = stage.sees(subject)
    return {role: hidden if role not in sees else done if role in may else refused for role in ROLES}


def told(response):
    """Return a page's answer as the matrix writes it: its status, DONE for any that did or showed something."""
    location = response.headers.get("Location", "")
    if response.status_code == HTTPStatus.FOUND and location.startswith(reverse("sign-in")):
        return SIGN_IN
    return DONE if response.status_code in (200, 302, 409, 422) else response.status_code


def room_of(stage, subject):
    """Return the walk-through that a subject belongs to, as its objects by kind; the open one for all others."""
    return stage.rooms.get(subject.rpartition(" ")[2], stage.rooms["open"])


def address(stage, route, subject):
    """Return the address of a page about a subject."""
    more = {
        "walkthroughs:order_sheet": {"line_pk": stage.db.pk},
        "walkthroughs:contract-move": {"verb": "decline"},
        "walkthroughs:orders-file": {"kind": "csv"},
        "walkthroughs:minutes-file": {"kind": "md"},
        "walkthroughs:duty-settle": {"verb": "provide"},
        "walkthroughs:script": {"name": "tick"},
        "walkthroughs:question-ask": {"kind": "walkthrough"},
        "walkthroughs:finding-log": {"kind": "walkthrough"},
        "walkthroughs:finding-settle": {"verb": "explain"},
        "walkthroughs:gap": {"how": "draft"},
        "walkthroughs:revoke-link": {"link": room_of(stage, subject)["link"].pk},
        "walkthroughs:names": {"kind": "people"},
        "home-account": {"name": "asked"},
        "people:may": {"kind": matrix.kind_asked(subject)},
    }
    named = {"pk": stage.subject(subject).pk} if subject else {}
    return reverse(route, kwargs=named | more.get(route, {}))


def answers(people, ask):
    """Return {role: what `ask(client of that role)` told}. Nothing may be written where it was refused."""
    found = {}
    for role, client in people.items():
        with undone():
            before = ChangeSet.objects.count()
            found[role] = ask(client)
            assert found[role] in (DONE, 201, 428) or ChangeSet.objects.count() == before, f"{role} wrote"
    return found


@pytest.fixture(scope="module")
def browsers(stage):
    """A browser for every role, one for nobody, and one that sends the CIO's token to pages."""
    clients = {"anonymous": Client(), "token": Client(headers={"Authorization": f"Bearer {cio_token(stage)}"})}
    for role in ROLES:
        clients[role] = Client()
        clients[role].force_login(stage.person(role).user)
    return clients


@pytest.fixture(scope="module")
def tokens(stage):
    """A REST client for every role, for nobody, for the secret of a link, and for every single scope of the CIO."""
    strangers = {"anonymous": ApiClient(), "link": ApiClient(token=stage.rooms["open"]["link"].secret)}
    roles = {role: ApiClient(stage.person(role)) for role in ROLES}
    return strangers | roles | {scope: ApiClient(stage.carl, [scope]) for scope in every_scope()}


@pytest.mark.parametrize(("route", "subject", "method", "may"), matrix.page_rows())
def test_v_p_pages(stage, browsers, route, subject, method, may):
    where = address(stage, route, subject)
    body = matrix.BODIES.get(route, lambda stage, room: {})(stage, room_of(stage, subject))

    def ask(client):
        return told(getattr(client, method)(where, body if method == "post" else None))

    assert answers(browsers, ask) == {
        "anonymous": SIGN_IN,
        "token": SIGN_IN,
        **expected(stage, subject, may),
    }


def cio_token(stage):
    """Return a token of the CIO with all scopes."""
    return token_of(stage.carl, *ALL_SCOPES)


STRANGERS = {"anonymous": 401, "link": 401}


@pytest.mark.parametrize(("resource", "where", "subject", "method", "may"), matrix.rest_rows())
def test_v_p_rest(stage, tokens, resource, where, subject, method, may):
    """A write names no version: whoever may write is asked for it (428), after 404 and 403."""
    path = f"{resource}/{stage.subject(subject).pk}/{'' if where == 'detail' else f'{where}/'}"
    body = None if method == "get" else matrix.EDITS[resource] if where == "detail" else {}
    scopes = scopes_tried(resource, where, subject, method)
    people = {name: tokens[name] for name in (*STRANGERS, *ROLES, *scopes)}
    found = answers(people, lambda client: client.send(method, path, body).status_code)
    allowed = expected(stage, subject, may, done=200 if method == "get" else 428)
    narrowed = {scope: allowed["cio"] if suffices(scope, resource, method, where) else 403 for scope in scopes}
    assert found == STRANGERS | allowed | narrowed


def scopes_tried(resource, where, subject, method):
    """Return the scopes to try: all with an address's first subject, for they are asked whatever the object is."""
    first = next(row[2] for row in matrix.rest_rows() if (row[0], row[1], row[3]) == (resource, where, method))
    return every_scope() if subject == first else []


def every_scope():
    """Return every scope that means something to a resource."""
    return [f"{scope}:{right}" for scope in matrix.SCOPES for right in ("read", "write")]


def suffices(scope, resource, method, where=""):
    """Say whether a token's one scope reaches a resource with a method; write includes read."""
    name, _colon, right = scope.partition(":")
    # Undoing takes reading the changes and writing what they wrote: no single scope is enough.
    return where != "undo" and name == matrix.scope_of(resource, where) and (method == "get" or right == "write")


@pytest.mark.parametrize("resource", [*matrix.resources(), *(resource for resource, *_rest in matrix.READ)])
def test_v_p_rest_lists(stage, tokens, resource):
    found = {role: client.get(f"{resource}/").status_code for role, client in tokens.items()}
    narrowed = {scope: 200 if suffices(scope, resource, "get") else 403 for scope in every_scope()}
    assert found == STRANGERS | dict.fromkeys(ROLES, 200) | narrowed


@pytest.mark.parametrize(("resource", "body", "may"), matrix.CREATED)
def test_p_created_over_rest(stage, tokens, resource, body, may):
    found = answers(tokens, lambda client: client.post(f"{resource}/", body(stage)).status_code)
    allowed = {role: 201 if role in may else 403 for role in ROLES}
    narrowed = {scope: allowed["cio"] if suffices(scope, resource, "post") else 403 for scope in every_scope()}
    assert found == STRANGERS | allowed | narrowed


@pytest.mark.parametrize(("resource", "body", "sees"), matrix.CREATED_BELOW_HIDDEN)
def test_v4_what_is_hidden_is_named_by_nobody_who_does_not_see_it(stage, tokens, resource, body, sees):
    people = {role: tokens[role] for role in ROLES if role not in sees}
    found = answers(people, lambda client: client.post(f"{resource}/", body(stage)).body)
    for role, problem in found.items():
        codes = {error["code"] for error in problem["errors"]}
        assert (problem["status"], codes) == (400, {"does_not_exist"}), role


def test_what_tells_nothing(stage, client):
    """The schema, the sign-in form and what a browser keeps for its reader are everybody's; the rest of REST is not."""
    assert client.get(reverse("api:schema")).status_code == 200
    assert client.get(reverse("sign-in")).status_code == 200
    # Somebody has an account, so nobody makes the first one.
    assert client.get(reverse("first-account")).status_code == 404
    assert client.post(reverse("theme"), {"theme": "dark"}).status_code == 302
    assert client.post(reverse("shortcuts"), {"keys": "off"}).status_code == 302
    assert client.get(reverse("api:root")).status_code == 401
    assert client.get("/api/v1/nothing/").status_code == 404
    assert client.get(reverse("walkthroughs:join")).status_code == 200
    assert client.get(reverse("welcome", args=["wrong.secret"])).status_code == 404
    assert client.get(reverse("walkthroughs:join-by-link", args=["WRONG"])).status_code == 422
    assert client.get(reverse("walkthroughs:seat-door", args=[1, "WRONG"])).status_code == 422
    assert client.post(reverse("sign-out")).status_code in (200, 302)


def test_nobody_revokes_the_token_of_another(stage, client):
    theirs = Token.issue(by=SYSTEM, user=stage.aisha.user, scopes=["org:read"], days=1)
    where = reverse("revoke-token", args=[theirs.pk])
    assert told(client.post(where)) == SIGN_IN
    for role in ("outsider", "cio"):
        client.force_login(stage.person(role).user)
        assert client.post(where).status_code == 404
    client.force_login(stage.aisha.user)
    assert client.post(where).status_code == 302
    assert ApiClient(token=theirs.text).get("units/").status_code == 401


def test_p1_whoever_may_name_a_line_takes_the_naming_back(stage, browsers):
    named = make_line("Named in a row", unit=stage.db_unit)
    where = reverse("orgchart:unname-line", args=[ChangeSet.objects.order_by("-number").first().pk])
    found = answers(browsers, lambda client: told(client.post(where)))
    may = dict.fromkeys(ROLES, 403) | dict.fromkeys(("cio", "above", "head"), DONE)
    assert found == {"anonymous": SIGN_IN, "token": SIGN_IN, **may}
    assert named.code


def test_v4_a_file_is_seen_by_whoever_brought_it(stage, client):
    client.force_login(stage.aisha.user)
    client.post(reverse("imports"), {"kind": "units", "text": "id\tname\nx\tX", "source": "sheet"})
    upload = Upload.objects.get()
    for name in ("import", "import-rows"):
        where = reverse(name, args=[upload.pk])
        assert client.get(where).status_code == 200
        assert told(Client().get(where)) == SIGN_IN
        for role in ("outsider", "cio"):
            stranger = Client()
            stranger.force_login(stage.person(role).user)
            assert stranger.get(where).status_code == 404


def test_a_mapping_is_forgotten_by_whoever_kept_it(stage, client):
    by = Principal.of(stage.aisha.user)
    mapping = KeptMapping.keep(by=by, name="night", kind="units", source="hr", corrections=[])
    where = reverse("forget-mapping", args=[mapping.pk])
    assert told(client.post(where)) == SIGN_IN
    client.force_login(stage.person("outsider").user)
    assert client.post(where).status_code == 403
    client.force_login(stage.aisha.user)
    assert client.post(where).status_code == 302


def test_p1_rows_are_imported_by_whoever_may_write_them(stage, tokens):
    body = {"kind": "units", "text": "id,name,parent\nx,X,it\n", "dry_run": False}
    for role in ("anonymous", "link"):
        assert tokens[role].post("imports/", body).status_code == 401
    with undone():
        assert tokens["cio"].post("imports/", body).status_code == 200
    for role in ("outsider", "other_head", "deputy"):
        assert tokens[role].post("imports/", body).status_code == 400


def link_of(room):
    """Return the link to a room's wall, fresh, for the stage is built once."""
    return PresenterLink.objects.get(pk=room["link"].pk)


def wall_statuses(client, secret):
    """Return the statuses of the addresses that a secret opens."""
    names = ("wall", "wall-tree", "wall-check")
    return {client.get(reverse(f"walkthroughs:{name}", args=[secret])).status_code for name in names}


def test_v3_a_link_opens_its_own_wall_alone(stage, client):
    for kind, room in stage.rooms.items():
        page = client.get(reverse("walkthroughs:wall", args=[room["link"].secret]))
        assert page.status_code == 200
        assert ("Zephyr" in page.content.decode()) == (kind != "open")
        assert wall_statuses(client, room["link"].secret) == {200}
        assert told(client.get(reverse("walkthroughs:walkthrough", args=[room["walkthrough"].pk]))) == SIGN_IN


def test_v3_a_link_that_ended_or_is_none_opens_nothing(stage, client):
    rooms = stage.rooms
    link_of(rooms["restricted"]).revoke(by=SYSTEM)
    with change_set(by=SYSTEM, title="Time passes"):
        late = link_of(rooms["practice"]).lock()
        late.expires_at = timezone.now() - timedelta(seconds=1)
        late.store()
    of_unit = PresenterLink.issue(by=SYSTEM, subject=stage.it, permission="orgchart.edit_unit")
    key = rooms["open"]["link"].key
    token = token_of(stage.carl, *ALL_SCOPES)
    ended = [rooms["restricted"]["link"].secret, rooms["practice"]["link"].secret]
    for secret in (*ended, of_unit.secret, f"{key}.wrong", f"{key}.", key, token, token[4:], "nul\0.x"):
        assert wall_statuses(client, secret) == {404}, secret


def test_v3_a_tag_of_the_wall_says_nothing_once_the_link_has_ended(stage, client):
    room = stage.rooms["restricted"]
    where = reverse("walkthroughs:wall-tree", args=[room["link"].secret])
    tag = client.get(where).headers["ETag"]
    assert client.get(where, headers={"If-None-Match": tag}).status_code == 304
    link_of(room).revoke(by=SYSTEM)
    for known in (tag, "*"):
        assert client.get(where, headers={"If-None-Match": known}).status_code == 404


def test_the_stage_holds_what_it_says(stage, tokens):
    """The matrix proves nothing where nobody is hidden from: here is who sees how many walk-throughs (V3)."""
    seen = {role: len(tokens[role].get("contracts/").body["results"]) for role in ROLES}
    parties = {role: 5 if role in matrix.PARTIES else 3 for role in ROLES}
    assert seen == parties
    assert Walkthrough.objects.count() == 5


def test_v4_baselines_follow_their_walkthrough(stage, tokens):
    with undone():
        hidden = stage.rooms["restricted"]["walkthrough"]
        type(hidden).objects.get(pk=hidden.pk).close(by=SYSTEM, reason="Time is up")
        baseline = hidden.baselines.get()
        for role in ROLES:
            seen = role in stage.sees("walkthrough restricted")
            listed = [one["id"] for one in tokens[role].get("baselines/").body["results"]]
            assert (baseline.pk in listed) == seen, role
            assert tokens[role].get(f"baselines/{baseline.pk}/").status_code == (200 if seen else 404), role


def seat_addresses(room):
    """Yield (method, address, who may) of everything that a seat of a room opens; what is posted is empty."""
    pk, contract = room["walkthrough"].pk, room["contract"].pk
    for name, method in (("seat", "get"), ("seat-state", "get"), ("seat-stream", "get"), ("seat-suggest", "get")):
        yield method, reverse(f"walkthroughs:{name}", args=[pk]), matrix.EVERYBODY
    yield "get", reverse("walkthroughs:seat-names", args=[pk, "people"]), matrix.EVERYBODY
    yield "post", reverse("walkthroughs:seat-sit", args=[pk]), matrix.EVERYBODY
    yield "post", reverse("walkthroughs:seat-question", args=[pk]), matrix.EVERYBODY
    yield "get", reverse("walkthroughs:seat-move", args=[pk, contract, "promise"]), matrix.SUPPLIERS
    yield "post", reverse("walkthroughs:seat-move", args=[pk, contract, "decline"]), matrix.SUPPLIERS


@pytest.mark.parametrize("kind", ["open", "restricted"])
def test_v3_a_seat_is_opened_by_whoever_sees_its_walkthrough(stage, browsers, kind):
    """With an account; tests/walkthroughs/test_seat.py tries what opens with a seat's cookie, and what does not."""
    room = stage.rooms[kind]
    for method, where, may in seat_addresses(room):
        found = answers(browsers, lambda client, method=method, where=where: seat_told(getattr(client, method)(where)))
        seen = expected(stage, f"walkthrough {kind}", may)
        assert found == {"anonymous": 404, "token": 404, **seen}, where
    # What is needed is written by whoever supplies its parent (P5); reasons by who is in the room (H11).
    below = {"parent": room["contract"].pk, "text": "One thing more"}
    need = reverse("walkthroughs:seat-need", args=[room["walkthrough"].pk])
    found = answers(browsers, lambda client: seat_told(client.post(need, below)))
    assert found == {"anonymous": 404, "token": 404, **expected(stage, f"walkthrough {kind}", matrix.SUPPLIERS)}
    reason = reverse("walkthroughs:seat-reason", args=[room["walkthrough"].pk])
    here = {"head", "other_head", "buyer", "client", "facilitator"} & stage.sees(f"walkthrough {kind}")
    found = answers(browsers, lambda client: seat_told(client.post(reason, {"text": "Untested"})))
    assert {role for role, status in found.items() if status == DONE} == here
    assert {status for role, status in found.items() if role not in here} == {404}


def seat_told(response):
    """Return a seat's answer as the matrix writes it; a stream that is not pushed has no content."""
    return DONE if response.status_code == HTTPStatus.NO_CONTENT else told(response)
