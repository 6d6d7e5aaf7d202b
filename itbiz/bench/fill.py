"""Fill an empty database: 300 units, 2,500 services, 200 walk-throughs; run as `python -m itbiz.bench.fill`.

Prints, as JSON, what the measurement needs: a token, a session, and the ids it asks for.
"""

import json
import sys
from datetime import date, timedelta

UNITS, SERVICES, WALKTHROUGHS, CONTRACTS = 300, 2500, 200, 24
TEXT = "The database tier your application asked for, on a supported version, handed over with monitoring switched on. "
READER = "bench-head"


def fill():
    """Write everything in one change set and return what to ask for."""
    from django.db import connection

    from itbiz.access.models import Token, User
    from itbiz.access.principals import Principal
    from itbiz.audit.record import change_set

    by = Principal.system("bench")
    with change_set(by=by, title="Filled for a measurement") as changes:
        people, units, lines = organisation(changes)
        services = catalog(changes, lines)
        walkthroughs = sessions(changes, by, units, lines, people)
    with connection.cursor() as cursor:
        # Both databases plan with statistics, which a living installation has.
        cursor.execute("ANALYZE")
    user = User.enroll(by=by, username=READER, password="a measurement only", roles=["facilitator"])
    # The head of one branch of many: the filter of V2 has something to do.
    people[3].update(by=by, user=user)
    token = Token.issue(by=by, user=user, scopes=["org:read", "catalog:read", "walkthroughs:read"], days=1)
    return {
        "token": token.text,
        "session": session(user),
        "service": services[11].pk,
        "walkthrough": walkthroughs[0].pk,
    }


def session(user):
    """Return the key of a signed-in session of `user`."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key


def prepared(record):
    """Return the record as its verbs would store it: names exact, search text made."""
    record.prepare()
    return record


def organisation(changes):
    """Write people, a tree of units and a line a unit, and return all three."""
    from orgchart.models import Line, Person, Unit

    people = [Person(name=f"Head Number {n}", code=f"p{n}", title="Manager") for n in range(UNITS)]
    changes.create_many([prepared(person) for person in people])
    units = []
    for n in range(UNITS):
        units.append(Unit(name=f"Unit {n}", code=f"u{n}", head=people[n], headcount=n % 40))
    # Three levels: parents must be stored before what reports to them.
    for first, last in ((0, 1), (1, 20), (20, UNITS)):
        for n in range(first, last):
            units[n].parent = None if n == 0 else units[0] if n < 20 else units[1 + n % 19]
        changes.create_many([prepared(unit) for unit in units[first:last]])
    blocks = ["AE", "BE", "AS", "PS", "CO", "CR", "AU"]
    lines = [Line(name=f"Line of unit {n}", code=f"l{n}", unit=units[n], block=blocks[n % 7]) for n in range(UNITS)]
    changes.create_many([prepared(line) for line in lines])
    return people, units, lines


def catalog(changes, lines):
    """Write services, nine of ten offered, each with two levels and the newer ones with two ingredients."""
    from catalog.models import Ingredient

    services = [prepared(service(n, lines[n % len(lines)])) for n in range(SERVICES)]
    half = SERVICES // 2
    changes.create_many(services[:half])
    parts = [
        Ingredient(service=services[n], needs=services[(n * 7 + step) % half])
        for n in range(half, SERVICES)
        for step in (1, 2)
    ]
    changes.create_many(services[half:], parts)
    return services


def service(n, line):
    """Return an unsaved service with every field filled."""
    from catalog.models import Service

    return Service(
        name=f"Managed database number {n}",
        code=f"s{n}",
        line=line,
        kind="service",
        summary=TEXT,
        deliverable=TEXT,
        acceptance="A failover test within 15 minutes, witnessed by the customer.",
        included="Servers, storage, patches, backups and their tests.",
        not_included="The schema and the data in it.",
        customer_provides="Sizing inputs and a maintenance window.",
        unit_of_sale="instance and month",
        price=100 + n,
        currency="EUR",
        effort_low=2,
        effort_high=5,
        lead_time_days=14,
        levels=[{"name": "Silver", "text": "Office hours"}, {"name": "Gold", "text": "Day and night"}],
        status="draft" if n % 10 == 0 else "offered",
        review_due=date(2027, 6, 30),
    )


def sessions(changes, by, units, lines, people):
    """Write projects, their walk-throughs, and a tree of contracts in each."""
    from walkthroughs.models import Project, Walkthrough

    projects = [prepared(Project(title=f"Project {n}", code=f"pr{n}", client=units[n])) for n in range(WALKTHROUGHS)]
    changes.create_many(projects)
    walkthroughs = [
        Walkthrough(
            code=f"WT-{n}", title=f"Project {n}", project=projects[n], client_unit=units[n], facilitator=people[3]
        )
        for n in range(WALKTHROUGHS)
    ]
    changes.create_many([prepared(walkthrough) for walkthrough in walkthroughs])
    trees(changes, by, walkthroughs, lines)
    return walkthroughs


def trees(changes, by, walkthroughs, lines):
    """Write a prime, three subcontractors, and their suppliers in every walk-through, a level at a time."""
    from walkthroughs.models import Contract, Terms
    from walkthroughs.planting import number, plant

    levels = {0: [], 1: [], 2: []}
    for seed, walkthrough in enumerate(walkthroughs):
        tree = []
        for n in range(CONTRACTS):
            parent = None if n == 0 else tree[0] if n < 5 else tree[1 + n % 4]
            line = lines[(seed * 13 + n * 31) % len(lines)]
            tree.append(
                Contract(
                    walkthrough=walkthrough,
                    mode=walkthrough.mode,
                    parent=parent,
                    supplier=line,
                    need=TEXT,
                    state="asked",
                )
            )
            levels[0 if n == 0 else 1 if n < 5 else 2].append(tree[-1])
        number(tree)
    for level in levels.values():
        terms = [
            Terms(
                contract=c, number=1, deliverable=TEXT, accepted_when="A test", due=date(2027, 1, 1) + timedelta(n % 90)
            )
            for n, c in enumerate(level)
        ]
        plant(level, terms, by, changes)


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(fill()))
