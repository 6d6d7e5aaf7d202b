"""What Integration & Platform Engineering offers."""

from datetime import date

LINE = "integration-engineering"

SERVICES = [
    {
        "code": "running-interface",
        "name": "Running interface between two systems",
        "kind": "product",
        "audience": "peers",
        "summary": (
            "Records that one system has are in the other one when they are needed, and you hear of it "
            "only when they are not."
        ),
        "deliverable": "One interface in production, watched, with its description in the catalogue",
        "acceptance": "The agreed end-to-end cases pass on five days in a row.",
        "included": "Mapping, programming, tests, alerts, and repair for as long as it runs.",
        "not_included": (
            "Changes inside the two systems (their engineers), agreements with outside partners about "
            "content (the unit that trades with them)."
        ),
        "customer_provides": ("Owners of both ends, a sample of every kind of record, and a test system at each end."),
        "unit_of_sale": "interface",
        "effort_low": "6",
        "effort_high": "25",
        "lead_time_days": 25,
        "levels": [
            {"name": "Nightly", "text": "Records arrive by six in the morning."},
            {"name": "At once", "text": "Records arrive within one minute."},
        ],
        "ingredients": ["monitoring"],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "api-published",
        "name": "API published and documented",
        "kind": "product",
        "audience": "peers",
        "summary": "Another engineer uses your records after reading one page, without calling you.",
        "deliverable": "One API in the catalogue with its documentation, limits and a test key",
        "acceptance": "An engineer who has not seen it before makes a correct call within thirty minutes.",
        "included": "Design, gateway, documentation, test keys, and a year of version care.",
        "not_included": "The function behind the API (the engineers of that application).",
        "customer_provides": ("A description of the records, the expected number of calls, and who may see what."),
        "unit_of_sale": "API",
        "effort_low": "8",
        "effort_high": "20",
        "lead_time_days": 25,
        "ingredients": ["hardened-configuration"],
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "identity-connection",
        "name": "Identity and sign-on connection",
        "kind": "product",
        "audience": "peers",
        "summary": ("People enter your application with the sign-on they have, and are out on the day they leave."),
        "deliverable": ("One application connected to the identity service, with joiners, movers and leavers covered"),
        "acceptance": ("Sign-on works for the three test people, and a leaver is locked out within one hour."),
        "included": "Connection, groups, tests, and a page for the service desk.",
        "not_included": (
            "The role model inside the application (Security), accounts of outside customers above 5,000 "
            "(offered as a project)."
        ),
        "customer_provides": "The application's description of its sign-on, its groups, and a test system.",
        "unit_of_sale": "application",
        "effort_low": "4",
        "effort_high": "12",
        "lead_time_days": 15,
        "price": "4900.00",
        "currency": "EUR",
        "levels": [
            {"name": "Own people", "text": "Employees of Meridian Foods."},
            {"name": "With customers", "text": "Employees, and customers with an address of their own."},
        ],
        "review_due": date(2027, 5, 31),
    },
    {
        "code": "interface-retired",
        "name": "Interface retired",
        "kind": "product",
        "audience": "peers",
        "summary": "An interface that nobody needs is gone, with its cost and its risk.",
        "deliverable": "The interface switched off, its accounts closed, its entry in the catalogue closed",
        "acceptance": "Thirty days after the switch-off nobody has missed a record.",
        "included": "A search for hidden users, notice to all of them, switch-off, closing of accounts.",
        "not_included": "Replacement by another interface (offered as a running interface).",
        "customer_provides": "The decision of the owner in writing, and a date.",
        "unit_of_sale": "interface",
        "effort_low": "2",
        "effort_high": "5",
        "lead_time_days": 20,
        "review_due": date(2026, 12, 31),
    },
    {
        "code": "integration-design",
        "name": "Integration design",
        "kind": "product",
        "audience": "peers",
        "summary": "You know which records go where, how and when, before anybody builds.",
        "deliverable": "A design of at most ten pages: flows, formats, volumes, behaviour on failure",
        "acceptance": "The engineers of both ends sign that they can build it.",
        "included": "Interviews, flows, sizing, behaviour on failure, one review.",
        "not_included": "Building it (offered as interfaces), choice of the standard (Coordination).",
        "customer_provides": (
            "The purpose, the expected volumes in the peak week, and an engineer from each system for half a day."
        ),
        "unit_of_sale": "design",
        "effort_low": "5",
        "effort_high": "15",
        "lead_time_days": 20,
        "ingredients": ["standard-or-variance"],
        "review_due": date(2027, 2, 28),
    },
]
