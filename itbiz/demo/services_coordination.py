"""What Planning, Architecture & Standards Coordination offers."""

from datetime import date

LINE = "coordination"

SERVICES = [
    {
        "code": "standard-or-variance",
        "name": "Agreed standard or variance decision",
        "kind": "agreement",
        "audience": "peers",
        "summary": "You know whether you may do it differently, and who agreed.",
        "deliverable": "A decision of one page, signed by the owners whom it binds, with its end date",
        "acceptance": "All owners named in the register have signed.",
        "included": "Collection of positions, wording, one meeting, register.",
        "not_included": "Design after the decision (the engineers), the case for it (whoever wants it).",
        "customer_provides": "The case for the variance in two pages, with what it costs the others.",
        "unit_of_sale": "decision",
        "effort_low": "3",
        "effort_high": "10",
        "lead_time_days": 30,
        "levels": [
            {"name": "Variance", "text": "For one case, two years at most."},
            {"name": "Standard", "text": "For all, reviewed every two years."},
        ],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "consolidated-plan",
        "name": "Consolidated IT plan",
        "kind": "agreement",
        "audience": "both",
        "summary": (
            "You see what all lines promise for the year and where two of them need the same people."
        ),
        "deliverable": "A plan of the year in which every line's promises fit its people",
        "acceptance": "The twelve managers and the heads of the client units have signed it.",
        "included": "Calendar, collection, conflicts on the table, wording, a review in June.",
        "not_included": "Choice between projects (the client units), dates inside a project (its prime).",
        "customer_provides": (
            "Promises and people by line until the end of September, and the demand lists."
        ),
        "unit_of_sale": "year",
        "effort_low": "40",
        "effort_high": "60",
        "lead_time_days": 90,
        "ingredients": ["demand-list"],
        "review_due": date(2027, 6, 30),
    },
    {
        "code": "continuity-plan",
        "name": "Continuity plan agreed by owners",
        "kind": "agreement",
        "audience": "both",
        "summary": (
            "Everybody knows who does what in the first two days after a fire, a flood or an attack."
        ),
        "deliverable": "A plan for one site or process, signed by those who act in it, rehearsed once",
        "acceptance": "The rehearsal ends within the hours that the plan names.",
        "included": "Conversations, wording, rehearsal, changes after it.",
        "not_included": (
            "Second machines and rooms (Operations, Database), the plan for the building (Facilities)."
        ),
        "customer_provides": (
            "The process ranked by what must work first, and the people for one day of rehearsal."
        ),
        "unit_of_sale": "plan",
        "effort_low": "15",
        "effort_high": "30",
        "lead_time_days": 60,
        "ingredients": ["facilitated-workshop"],
        "review_due": date(2027, 5, 31),
    },
    {
        "code": "security-policy",
        "name": "Security policy agreed",
        "kind": "agreement",
        "audience": "both",
        "summary": "There is one rule, everybody who must keep it has agreed to it, and it can be kept.",
        "deliverable": "A policy of at most four pages, signed by the owners whom it binds",
        "acceptance": "Each owner names, in writing, the date from which their unit keeps it.",
        "included": "Draft, positions, one meeting, wording, reading after two years.",
        "not_included": (
            "Tools that help to keep it (Security), inspection whether it is kept (Internal Audit – IT)."
        ),
        "customer_provides": "A person from each unit concerned who may agree for it.",
        "unit_of_sale": "policy",
        "effort_low": "10",
        "effort_high": "25",
        "lead_time_days": 60,
        "review_due": date(2027, 2, 28),
    },
    {
        "code": "technology-brief",
        "name": "Technology watch brief",
        "kind": "finding",
        "audience": "peers",
        "summary": "You hear in ten minutes what is new in your field and whether it concerns us.",
        "deliverable": (
            "A brief of four pages: five subjects, for each what it is, who uses it, what it would change "
            "here"
        ),
        "acceptance": "Three of the twelve managers say that they used it.",
        "included": "Reading, two conversations outside, the brief.",
        "not_included": "Trials (the engineers), choice of a product (agreed as a standard).",
        "customer_provides": "Two subjects from each manager at the start of the quarter.",
        "unit_of_sale": "quarter",
        "effort_low": "6",
        "effort_high": "10",
        "lead_time_days": 20,
        "review_due": date(2026, 12, 31),
    },
]
