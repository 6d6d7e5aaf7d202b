"""A practice walk-through on a project that everybody knows, because it is finished: one badge for every door."""

from datetime import date

CONTRACTS = [
    {
        "number": "0",
        "supplier": "security-engineering",
        "need": "One badge that opens every door one may open, and no other",
        "deliverable": "One badge for 4,200 people at 11 sites",
        "accepted_when": "A badge that is lost opens no door after ten minutes.",
        "not_included": "Doors of rented offices.",
        "due": date(2026, 6, 30),
        "obligations": [{"what": "List of doors, and who may open each", "due": date(2026, 2, 27)}],
        "state": "promised",
    },
    {
        "number": "0.1",
        "supplier": "integration-engineering",
        "need": "A badge that dies on the day somebody leaves",
        "deliverable": "Leavers of the day in the badge system within ten minutes",
        "accepted_when": "20 leavers of one week are out within ten minutes.",
        "due": date(2026, 5, 29),
        "obligations": [{"what": "Test accounts of five leavers", "due": date(2026, 4, 30)}],
        "state": "promised",
        "needs_nothing_more": True,
    },
    {
        "number": "0.2",
        "supplier": "service-desk",
        "need": "A new badge within one hour, at every site",
        "accepted_when": "At three sites a badge is made within the hour.",
        "due": date(2026, 6, 15),
        "obligations": [{"what": "A printer at each site", "due": date(2026, 5, 15)}],
        "state": "asked",
        "needs_nothing_more": True,
    },
    {
        "number": "0.3",
        "supplier": None,
        "need": "Old locks taken out of 640 doors",
        "due": date(2026, 6, 30),
        "state": "need",
    },
    {
        "number": "0.4",
        "supplier": "operations",
        "need": "Badge readers on the network of 11 sites",
        "due": date(2026, 4, 30),
        "state": "draft",
    },
]
