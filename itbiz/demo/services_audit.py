"""What Internal Audit – IT offers; its findings go to the board."""

from datetime import date

LINE = "internal-audit-it"

SERVICES = [
    {
        "code": "control-finding",
        "name": "Finding on an IT control",
        "kind": "finding",
        "audience": "clients",
        "summary": "The board learns whether a control works, from somebody who did not build it.",
        "deliverable": "A finding of at most five pages: the control, what was inspected, what was seen",
        "acceptance": "The chair of the audit committee accepts the finding.",
        "included": "Inspection, evidence, hearing of the inspected line, the finding.",
        "not_included": "Advice how to mend it (the inspected line decides).",
        "customer_provides": "Access to records of twelve months and to the people who keep the control.",
        "unit_of_sale": "inspection",
        "effort_low": "10",
        "effort_high": "25",
        "lead_time_days": 60,
        "review_due": date(2027, 6, 30),
    },
]
