"""A seeded defect: engineers who also run two server rooms."""

from datetime import date

LINE = "small-site-rooms"

SERVICES = [
    {
        "code": "small-site-servers",
        "name": "Servers of a small site running",
        "kind": "service",
        "audience": "clients",
        "summary": ("The machines in the room next to yours run, and somebody from your own site looks after them."),
        "deliverable": "Servers of one site running on working days",
        "acceptance": "The head of the site signs the quarter.",
        "included": "Visits, patches, exchange of broken parts.",
        "not_included": "Any other site (Operations).",
        "customer_provides": "A key to the room and a person on the site who can press a button.",
        "unit_of_sale": "site, a month",
        "effort_low": "2",
        "effort_high": "4",
        "lead_time_days": 20,
        "review_due": date(2026, 8, 31),
    },
]
