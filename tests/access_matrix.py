"""Who may do what at which address: the expectations of tests/test_access.py, by route of the URL conf.

A row reads: route, subjects, who may. Whoever does not see a subject (Stage.sees) gets 404, whoever sees it and may not
gets 403, anonymous visitors are sent to sign in (pages) or get 401 (REST). No subject: the address names no object.
"""

from tests.stage import EVERYBODY, PARTIES, WRITERS

# Rules P1 to P5, with the roles of tests/stage.py.
CIO = {"cio"}
OVER_UNIT = {"cio", "above"}
OVER_LINE = {"cio", "above", "head"}
SIDE = {"above", "head", "deputy"}
BUYERS = {"buyer", "facilitator"}
SUPPLIERS = {*SIDE, "facilitator"}
BOTH_SIDES = BUYERS | SUPPLIERS
STEER = {"cio", "facilitator"}
HEADS = {"head", "above", "other_head", "buyer", "client", "facilitator", "colleague", "cio"}
AT_ROOT = {"client", "sponsor", "facilitator"}
# Whoever speaks for a line other than the one that offers, or for a unit outside IT.
BUYING = {*SIDE, "other_head", "buyer", "client"}
# Who says that a duty is provided, and who goes without it (C7).
SETTLED = {"provide": BUYERS, "release": SUPPLIERS}
WALKS = "walkthrough open, walkthrough restricted, walkthrough practice"
CONTRACTS = "contract open, contract restricted, contract practice"
SERVICES = "service, beside, draft"
# The question that the buyer asked in each room, as an act: whoever may change the question may undo it.
ACTS = "act open, act restricted, act practice"
# What is written is tried on these alone: a practice is restricted like any other.
WALKED = "walkthrough open, walkthrough restricted"
ASKED = "contract open, contract restricted"
OFFERED = "service, draft"
DOUBTS = "question open, question restricted"
DUTIES = "obligation open, obligation restricted"
FOUND = "finding open, finding restricted, finding practice"
# The two people who answer for the service account of tests/stage.py.
CONTACTS = {"head", "other_head"}

# Pages: route, subjects, who may; with "get", "post" or both. A POST sends BODIES[route].
PAGES = {
    "get": (
        ("home", "", EVERYBODY),
        ("home-account", "", EVERYBODY),
        ("search", "", EVERYBODY),
        ("changes", "", EVERYBODY),
        ("change-set", ACTS, EVERYBODY),
        ("style-guide", "", EVERYBODY),
        ("api:docs", "", EVERYBODY),
        ("orgchart:organisation", "", EVERYBODY),
        *((f"orgchart:{kind}", "", EVERYBODY) for kind in ("unit-names", "line-names", "line-choices", "person-names")),
        ("orgchart:unit", "unit", EVERYBODY),
        ("orgchart:line", "line", EVERYBODY),
        ("orgchart:person", "person", EVERYBODY),
        ("orgchart:vendor", "vendor", EVERYBODY),
        ("people:access", "", CIO),
        ("people:user", "user", CIO),
        ("people:find", "", EVERYBODY),
        ("people:may", f"unit, line, project, {SERVICES}, {WALKS}, {CONTRACTS}", EVERYBODY),
        ("catalog:services", "", EVERYBODY),
        ("catalog:names", "", EVERYBODY),
        ("catalog:service", SERVICES, EVERYBODY),
        ("walkthroughs:projects", "", EVERYBODY),
        ("walkthroughs:project", "project", EVERYBODY),
        ("walkthroughs:walkthroughs", "", EVERYBODY),
        ("walkthroughs:asks", "", EVERYBODY),
        ("walkthroughs:agreements", "", EVERYBODY),
        ("walkthroughs:names", "", EVERYBODY),
        ("walkthroughs:wording", "", EVERYBODY),
        ("walkthroughs:walkthrough", WALKS, EVERYBODY),
        ("walkthroughs:plan", WALKS, EVERYBODY),
        ("walkthroughs:question", DOUBTS, EVERYBODY),
        ("walkthroughs:question-ask", WALKS, EVERYBODY),
        ("walkthroughs:findings", "", EVERYBODY),
        ("walkthroughs:finding", FOUND, EVERYBODY),
        ("walkthroughs:pattern", "pattern", EVERYBODY),
        ("walkthroughs:duty-meet", DUTIES, BUYERS),
        ("walkthroughs:suggest", WALKS, EVERYBODY),
        ("walkthroughs:pulse", WALKED, STEER),
        ("walkthroughs:reasons", WALKED, STEER),
        ("walkthroughs:contract", CONTRACTS, EVERYBODY),
        ("walkthroughs:contract-hangs", CONTRACTS, EVERYBODY),
        ("walkthroughs:precedent", CONTRACTS, EVERYBODY),
        ("walkthroughs:team", CONTRACTS, EVERYBODY),
        ("walkthroughs:line-orders", "line", EVERYBODY),
        ("walkthroughs:person-orders", "person", EVERYBODY),
        ("walkthroughs:line-hangs", "line", EVERYBODY),
        ("walkthroughs:person-hangs", "person", EVERYBODY),
        ("walkthroughs:vendor-hangs", "vendor", EVERYBODY),
        ("walkthroughs:outline", WALKS, EVERYBODY),
        ("walkthroughs:order_sheets", WALKS, EVERYBODY),
        ("walkthroughs:orders-file", WALKS, EVERYBODY),
        ("walkthroughs:lanes", WALKS, EVERYBODY),
        ("walkthroughs:practice", "walkthrough practice", EVERYBODY),
        ("walkthroughs:minutes", WALKS, EVERYBODY),
        ("walkthroughs:minutes-file", WALKS, EVERYBODY),
        ("walkthroughs:order_sheet", WALKS, EVERYBODY),
        ("import-example", "", EVERYBODY),
    ),
    "get post": (
        ("account", "", EVERYBODY),
        ("change-password", "", EVERYBODY),
        ("imports", "", EVERYBODY),
        ("catalog:drafts", "", {"cio", *SIDE, "editor", "other_head", "buyer", "client"}),
        ("orgchart:new-unit", "", CIO),
        ("orgchart:edit-unit", "unit", OVER_UNIT),
        ("orgchart:move-unit", "unit", OVER_UNIT),
        ("orgchart:close-unit", "unit", OVER_UNIT),
        ("orgchart:new-line", "unit", OVER_LINE),
        ("orgchart:edit-line", "line", WRITERS),
        ("orgchart:confirm-line", "provisional", OVER_UNIT),
        ("orgchart:name-lines", "", {"cio", "above", "head", "other_head", "buyer", "client"}),
        ("orgchart:new-vendor", "line", SIDE | CIO),
        ("leave-demo", "", CIO),
        ("orgchart:appointments", "unit", OVER_UNIT),
        *((f"people:{name}", "", CIO) for name in ("invite", "new-service")),
        *((f"people:{name}", "user", CIO) for name in ("roles", "close-user")),
        ("people:service", "account", CONTACTS | CIO),
        ("people:edit-service", "account", CIO),
        ("orgchart:new-person", "", CIO),
        ("orgchart:edit-person", "person", CIO),
        ("orgchart:merge-person", "person", CIO),
        ("orgchart:edit-vendor", "vendor", SIDE | CIO),
        ("catalog:new-service", "", WRITERS | {"other_head", "buyer", "client"}),
        ("catalog:edit-service", OFFERED, WRITERS),
        ("catalog:publish-service", OFFERED, SIDE),
        ("catalog:review-service", OFFERED, SIDE),
        ("walkthroughs:take-ingredients", OFFERED, WRITERS),
        ("catalog:retire-service", OFFERED, SIDE),
        ("walkthroughs:project-new", "", HEADS),
        ("walkthroughs:project-edit", "project", HEADS),
        ("walkthroughs:walkthrough-new", "", HEADS),
        ("walkthroughs:walkthrough-settings", WALKED, STEER),
        ("walkthroughs:wall-links", WALKED, STEER),
        ("walkthroughs:acts", WALKED, STEER),
        ("walkthroughs:close", WALKED, STEER),
        ("walkthroughs:lead", ASKED, SUPPLIERS),
        ("walkthroughs:answer", ASKED, SUPPLIERS),
        ("walkthroughs:answer-duty", "obligation open, obligation restricted", BUYERS),
        ("walkthroughs:answer-question", "question open, question restricted", {"buyer", "facilitator", "cio"}),
        ("walkthroughs:ask", SERVICES, BUYING),
        ("walkthroughs:hand-over", WALKED, STEER),
        ("walkthroughs:pattern-keep", WALKED, STEER),
        ("walkthroughs:gap", ASKED, STEER),
        ("walkthroughs:finding-log", WALKED, STEER),
        ("walkthroughs:finding-edit", FOUND, STEER),
        ("walkthroughs:finding-settle", FOUND, STEER),
    ),
    "post": (
        ("undo-change-set", ACTS, {"buyer", "facilitator", "cio"}),
        *((f"people:{name}", "invitation", CIO) for name in ("revoke-invitation", "invite-again")),
        *((f"people:{name}", "user", CIO) for name in ("reopen-user", "new-password")),
        *((f"people:{name}", "token", CONTACTS | CIO) for name in ("revoke-token", "rotate-token")),
        ("walkthroughs:project-practice", "project", HEADS),
        ("walkthroughs:presence", WALKED, STEER),
        ("walkthroughs:room", WALKED, STEER),
        ("walkthroughs:take-back", WALKED, frozenset()),
        ("walkthroughs:start", WALKED, STEER),
        ("walkthroughs:step", WALKED, STEER),
        ("walkthroughs:script", WALKED, STEER),
        ("walkthroughs:pause", WALKED, STEER),
        ("walkthroughs:resume", WALKED, STEER),
        ("walkthroughs:reopen", WALKED, STEER),
        ("walkthroughs:revoke-link", WALKED, STEER),
        ("walkthroughs:add", WALKED, BUYERS),
        ("walkthroughs:found", WALKED, {"facilitator"}),
        ("walkthroughs:contract-save", ASKED, SUPPLIERS),
        ("walkthroughs:contract-move", ASKED, SUPPLIERS),
        ("walkthroughs:contract-question", ASKED, EVERYBODY),
        ("walkthroughs:question", DOUBTS, {"buyer", "facilitator", "cio"}),
        ("walkthroughs:question-ask", WALKED, EVERYBODY),
        ("walkthroughs:duty-settle", DUTIES, BUYERS),
    ),
}

# What a POST to a page sends, where the right is asked for with what is sent; others get an empty form.
BODIES = {
    "walkthroughs:close": lambda stage, room: {"version": room["walkthrough"].version},
    "walkthroughs:add": lambda stage, room: {"text": "One thing more", "parent": room["root"].pk},
    "walkthroughs:found": lambda stage, room: {"name": "Testing", "need": "Tests", "parent": room["root"].pk},
    "walkthroughs:contract-save": lambda stage, room: {"verb": "promise", "version": room["contract"].version},
    "walkthroughs:contract-move": lambda stage, room: {"why": "no_capacity", "version": room["contract"].version},
    "walkthroughs:contract-question": lambda stage, room: {"text": "By when?"},
}

# REST: resource, subjects, who edits, verbs with who may. Everybody reads what they see.
RESOURCES = (
    ("people", "person", CIO, {}),
    ("units", "unit", OVER_UNIT, {"move": OVER_UNIT, "close": OVER_UNIT}),
    ("lines", "line", OVER_LINE, {}),
    ("vendors", "vendor", SIDE | CIO, {}),
    ("services", SERVICES, WRITERS, {"publish": SIDE, "review": SIDE, "retire": SIDE, "design": WRITERS}),
    ("projects", "project", HEADS, {}),
    (
        "walkthroughs",
        WALKS,
        STEER,
        dict.fromkeys(("start", "pause", "resume", "close", "reopen", "hand_over", "step", "nod", "tick"), STEER)
        | {"take_back": frozenset()},
    ),
    (
        "contracts",
        CONTRACTS,
        BUYERS,
        {
            "ask": BUYERS,
            "counter": SUPPLIERS,
            "agree": BUYERS,
            "promise": SUPPLIERS,
            "decline": SUPPLIERS,
            "withdraw": BUYERS,
            "amend": BUYERS,
            "reassign": BUYERS,
            "move": BUYERS,
            "split": BUYERS,
            "deliver": SUPPLIERS,
            "accept": BUYERS,
            "reject": BUYERS,
            "cancel": BUYERS,
        },
    ),
    ("obligations", "obligation open, obligation restricted, obligation practice", BOTH_SIDES, SETTLED),
    (
        "questions",
        "question open, question restricted, question practice",
        {"buyer", "facilitator", "cio"},
        {"resolve": {"buyer", "facilitator", "cio"}},
    ),
    ("questions", "question draft", {"head", "cio"}, {"resolve": {"head", "cio"}}),
    ("findings", FOUND, STEER, {"explain": STEER, "fix": STEER}),
)
# What is read and moved, and never created or edited: resource, subjects, verbs with who may.
READ = (("change-sets", ACTS, {"undo": {"buyer", "facilitator", "cio"}}),)
# Lists whose objects have their address elsewhere.
LISTS = ("asks",)
# What nobody writes, see test_v4_baselines_follow_their_walkthrough.
FROZEN = ("baselines",)
# Addresses that answer a GET and stand below one object.
BRANCHES = (
    ("walkthroughs:tree", WALKS),
    ("walkthroughs:baselines", WALKS),
    ("walkthroughs:plan", WALKS),
    ("contracts:hangs", CONTRACTS),
    ("lines:hangs", "line"),
    ("people:hangs", "person"),
    ("vendors:hangs", "vendor"),
)

# What an edit sends, so that the right to these fields is asked for.
EDITS = {
    "people": {"title": "Director"},
    "units": {"headcount": "7"},
    "lines": {"name": "Renamed"},
    "vendors": {"name": "Renamed"},
    "services": {"name": "Renamed"},
    "projects": {"title": "Renamed"},
    "walkthroughs": {"title": "Renamed"},
    "contracts": {"need": "Something else"},
    "obligations": {"what": "Something else"},
    "questions": {"text": "Something else?"},
    "findings": {"detail": "Something else"},
}

# What is created, and who may: resource, body of (stage), who.
CREATED = (
    ("people", lambda stage: {"name": "Newcomer"}, CIO),
    ("units", lambda stage: {"name": "New unit", "parent": stage.infra.pk}, OVER_UNIT),
    ("lines", lambda stage: {"name": "New line", "unit": stage.db_unit.pk}, OVER_LINE),
    ("vendors", lambda stage: {"name": "New firm", "held_by": stage.db.pk}, SIDE | CIO),
    ("services", lambda stage: {"name": "New service", "line": stage.db.pk}, WRITERS),
    ("projects", lambda stage: {"title": "New project"}, HEADS),
    ("walkthroughs", lambda stage: {"client_unit": stage.finance.pk}, HEADS),
    ("contracts", lambda stage: _below(stage, "open", "root"), BUYERS),
    ("contracts", lambda stage: _below(stage, "open", "contract"), SUPPLIERS),
    ("contracts", lambda stage: {"walkthrough": stage.empty.pk, "need": "The whole"}, AT_ROOT),
    ("asks", lambda stage: {"service": stage.tier.pk, "client_line": stage.erp.pk}, {"buyer"}),
    ("asks", lambda stage: {"service": stage.tier.pk, "client_unit": stage.finance.pk}, {"client"}),
    ("obligations", lambda stage: {"contract": stage.rooms["open"]["contract"].pk, "what": "Room"}, BOTH_SIDES),
    ("questions", lambda stage: _question("contract", stage.rooms["open"]["contract"]), EVERYBODY),
    ("findings", lambda stage: _finding("contract", stage.rooms["open"]["contract"]), STEER),
    ("findings", lambda stage: _finding("line", stage.db), HEADS),
)
# What names something hidden cannot be created by those who do not see it: 400, as if it did not exist.
CREATED_BELOW_HIDDEN = (
    ("contracts", lambda stage: _below(stage, "restricted", "root"), PARTIES),
    ("contracts", lambda stage: _below(stage, "practice", "root"), PARTIES),
    ("contracts", lambda stage: {**_below(stage, "open", "root"), "service": stage.secret.pk}, WRITERS),
    ("asks", lambda stage: {"service": stage.secret.pk, "client_line": stage.erp.pk}, WRITERS),
    ("obligations", lambda stage: {"contract": stage.rooms["practice"]["contract"].pk, "what": "Room"}, PARTIES),
    ("questions", lambda stage: _question("contract", stage.rooms["restricted"]["contract"]), PARTIES),
    ("questions", lambda stage: _question("walkthrough", stage.rooms["practice"]["walkthrough"]), PARTIES),
    ("questions", lambda stage: _question("service", stage.secret), WRITERS),
    ("findings", lambda stage: _finding("walkthrough", stage.rooms["restricted"]["walkthrough"]), PARTIES),
    ("projects", lambda stage: {"title": "New project", "service": stage.secret.pk}, WRITERS),
    ("services", lambda stage: {"name": "New", "line": stage.ops.pk, "ingredients": [stage.secret.pk]}, WRITERS),
)


def _below(stage, room, parent):
    objects = stage.rooms[room]
    return {"walkthrough": objects["walkthrough"].pk, "parent": objects[parent].pk, "need": "One thing more"}


def _finding(kind, subject):
    return {"subject": {"kind": kind, "id": subject.pk}, "rule": "D03", "detail": "Both say it is theirs"}


def _question(kind, subject):
    return {"about": {"kind": kind, "id": subject.pk}, "text": "By when?"}


SCOPES = {
    "changes": ("change-sets",),
    "org": ("people", "units", "lines", "vendors"),
    "catalog": ("services",),
    "walkthroughs": ("projects", "walkthroughs", "contracts", "asks", "obligations", "questions", "findings"),
}

WALL = ("wall", "wall-tree", "wall-check", "wall-stream")
SEAT = (
    *("seat", "seat-sit", "seat-state", "seat-stream", "seat-suggest", "seat-names"),
    *("seat-need", "seat-question", "seat-reason", "seat-move"),
)
# Routes that tell nothing of the organisation, or have tests of their own, named beside them.
NOTHING = (
    *("api:root", "api:schema", "api:", "sign-in", "first-account", "sign-out", "theme", "shortcuts"),
    *("welcome", "walkthroughs:join", "walkthroughs:join-by-link", "walkthroughs:seat-door"),
)
ELSEWHERE = {
    **dict.fromkeys(NOTHING, "test_what_tells_nothing"),
    "revoke-token": "test_nobody_revokes_the_token_of_another",
    "import": "test_v4_a_file_is_seen_by_whoever_brought_it",
    "import-rows": "test_v4_a_file_is_seen_by_whoever_brought_it",
    "forget-mapping": "test_a_mapping_is_forgotten_by_whoever_kept_it",
    "orgchart:unname-line": "test_p1_whoever_may_name_a_line_takes_the_naming_back",
    **dict.fromkeys((f"walkthroughs:{name}" for name in WALL), "test_v3_a_link_opens_its_own_wall_alone"),
    **dict.fromkeys(
        (f"walkthroughs:{name}" for name in SEAT), "test_v3_a_seat_is_opened_by_whoever_sees_its_walkthrough"
    ),
}


def kind_asked(subject):
    """Return the kind of a subject, as the page that says why somebody may do something names it."""
    word = subject.partition(" ")[0]
    return "service" if word in SERVICES.split(", ") else word


def page_rows():
    """Return every page's expectation: (route, subject, method, who may)."""
    return [
        (route, subject, method, frozenset(may))
        for methods, rows in PAGES.items()
        for route, subjects, may in rows
        for subject in subjects.split(", ")
        for method in methods.split()
    ]


def rest_rows():
    """Return the expectation of every address below an object: (resource, address, subject, method, who may)."""
    found = []
    for resource, subjects, editors, verbs in RESOURCES:
        for subject in subjects.split(", "):
            found.append((resource, "detail", subject, "get", EVERYBODY))
            found += [(resource, "detail", subject, method, frozenset(editors)) for method in ("put", "patch")]
            found += [(resource, verb, subject, "post", frozenset(may)) for verb, may in verbs.items()]
    for resource, subjects, verbs in READ:
        for subject in subjects.split(", "):
            found.append((resource, "detail", subject, "get", EVERYBODY))
            found += [(resource, verb, subject, "post", frozenset(may)) for verb, may in verbs.items()]
    for name, subjects in BRANCHES:
        resource, _colon, address = name.partition(":")
        found += [(resource, address, subject, "get", EVERYBODY) for subject in subjects.split(", ")]
    return found


def known_routes():
    """Return every (route, method) that the matrix knows; pages have the method ""."""
    routes = {(route, "") for route, *_rest in page_rows()} | {(route, "") for route in ELSEWHERE}
    routes |= {
        (f"api:{resource}-{address.replace('_', '-')}", method) for resource, address, _s, method, _may in rest_rows()
    }
    routes |= {(f"api:{resource}-list", "get") for resource, *_rest in READ}
    # See test_p1_rows_are_imported_by_whoever_may_write_them.
    routes.add(("api:imports", "post"))
    routes |= {(f"api:{resource}-{name}", "get") for resource in FROZEN for name in ("list", "detail")}
    return routes | {(f"api:{resource}-list", method) for resource in resources() for method in ("get", "post")}


def resources():
    """Return the names of the resources, once each."""
    return [*dict.fromkeys(resource for resource, *_rest in RESOURCES), *LISTS]


def scope_of(resource, where=""):
    """Return the scope that a token needs for a resource, or for the address `where` below its objects."""
    if where == "hangs":
        return "walkthroughs"
    return next(scope for scope, names in SCOPES.items() if resource in names)
