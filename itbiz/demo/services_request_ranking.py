"""A seeded defect: those who speak for the clients also rank their requests."""

from datetime import date

LINE = "request-ranking"

SERVICES = [
    {
        "code": "ranked-requests",
        "name": "Ranked list of project requests",
        "kind": "agreement",
        "audience": "clients",
        "summary": "You see where your request stands among all others.",
        "deliverable": "One list of all project requests in their order, twice a year",
        "acceptance": "The list is published on the day named in the calendar.",
        "included": "Collection, points by five criteria, one meeting, publication.",
        "not_included": "The yearly plan (Coordination).",
        "customer_provides": "Requests with their benefit, four weeks ahead.",
        "unit_of_sale": "half-year",
        "effort_low": "5",
        "effort_high": "8",
        "lead_time_days": 30,
        "review_due": date(2026, 12, 31),
    },
]
