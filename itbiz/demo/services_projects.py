"""What Project & Delivery Services offers, the test result set first among it."""

from datetime import date

LINE = "projects"

SERVICES = [
    {
        "code": "integrated-plan",
        "name": "Integrated plan and status a prime can steer by",
        "kind": "service",
        "audience": "peers",
        "summary": (
            "You see every week which promises are due, which are late, and where two of them collide."
        ),
        "deliverable": "A plan of all promises with their dates, and every week a status of one page",
        "acceptance": "The prime accepts the plan as baseline and steers by the weekly page for one month.",
        "included": "Collection of dates, the plan, weekly page, record of decisions.",
        "not_included": (
            "The promises themselves (the lines that made them), decisions about them (the prime)."
        ),
        "customer_provides": (
            "The prime's authority to ask all subcontractors for their dates, and thirty minutes a week."
        ),
        "unit_of_sale": "project, a month",
        "effort_low": "15",
        "effort_high": "22",
        "lead_time_days": 15,
        "price": "13800.00",
        "currency": "EUR",
        "levels": [
            {"name": "Light", "text": "A page every second week."},
            {"name": "Full", "text": "A page every week and a register of open questions."},
        ],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "regression-test-result",
        "name": "Regression test result set",
        "kind": "product",
        "audience": "peers",
        "summary": "You get proof that the system still does what you rely on.",
        "deliverable": "A verdict and its evidence for each scenario",
        "acceptance": "Every scenario has a verdict and every defect is logged.",
        "included": "Planning, execution and the report.",
        "not_included": (
            "Repair of defects (ERP Engineering), the expected results (the owner of the process)."
        ),
        "customer_provides": "The list of scenarios, the environment and the testers.",
        "unit_of_sale": "run of at most 250 scenarios",
        "effort_low": "30",
        "effort_high": "45",
        "lead_time_days": 28,
        "levels": [
            {"name": "Core", "text": "The eighty scenarios that carry money or goods."},
            {"name": "Full", "text": "All scenarios of the list."},
        ],
        "ingredients": ["masked-data-copy", "non-production-environment"],
        "review_due": date(2027, 6, 30),
    },
    {
        "code": "users-trained",
        "name": "Users trained",
        "kind": "service",
        "audience": "both",
        "summary": "Your people can do their work in the new application on the first morning.",
        "deliverable": "People who passed a short test of the steps that they need",
        "acceptance": "At least nine of ten invited people attend, and of these nine of ten pass.",
        "included": "Material, courses or simulations, invitations, test, list of who passed.",
        "not_included": (
            "Content of the process (its owner), simulations made outside (the learning firm, through us)."
        ),
        "customer_provides": (
            "A list of people with their work, their release from shifts, and final screens six weeks ahead."
        ),
        "unit_of_sale": "user",
        "effort_low": "0.1",
        "effort_high": "0.25",
        "lead_time_days": 45,
        "price": "85.00",
        "currency": "EUR",
        "levels": [
            {"name": "Simulation", "text": "At one's own desk, at one's own pace."},
            {"name": "Course", "text": "In a room of twelve, half a day."},
        ],
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "facilitated-workshop",
        "name": "Facilitated workshop with minutes",
        "kind": "service",
        "audience": "both",
        "summary": (
            "Your twelve people leave the room with the decision they came for, and with minutes that all "
            "of them signed."
        ),
        "deliverable": "A workshop of at most one day, and minutes with decisions, names and dates",
        "acceptance": "The person who invited receives the signed minutes within two working days.",
        "included": "Preparation with that person, a neutral facilitator, room, minutes.",
        "not_included": (
            "Decisions (the people in the room), follow-up of the dates (offered as plan and status)."
        ),
        "customer_provides": "The question in one sentence, and people who may decide it.",
        "unit_of_sale": "workshop",
        "effort_low": "2",
        "effort_high": "4",
        "lead_time_days": 10,
        "price": "1900.00",
        "currency": "EUR",
        "review_due": date(2026, 12, 31),
    },
    {
        "code": "requirements-set",
        "name": "Requirements set agreed by its authors",
        "kind": "product",
        "audience": "both",
        "summary": "What you want stands on paper in your own words, and all of you mean the same.",
        "deliverable": "A set of requirements, each with its author and a case by which to try it",
        "acceptance": "Every author has signed the requirements that carry their name.",
        "included": "Conversations, wording, one workshop for contradictions, cases.",
        "not_included": "Choice between outside offers (Procurement), estimates (the engineers).",
        "customer_provides": (
            "The authors for three hours each, and a person who decides where two of them differ."
        ),
        "unit_of_sale": "set",
        "effort_low": "10",
        "effort_high": "25",
        "lead_time_days": 30,
        "ingredients": ["facilitated-workshop"],
        "review_due": date(2027, 2, 28),
    },
    {
        "code": "night-watch",
        "name": "Night watch on a cut-over weekend",
        "kind": "service",
        "audience": "peers",
        "summary": "Somebody sits with the runbook through the night and wakes the right person.",
        "deliverable": (
            "Two people on watch from Friday evening to Monday morning, with a log of every hour"
        ),
        "acceptance": "",
        "included": "",
        "not_included": "",
        "customer_provides": "",
        "unit_of_sale": "weekend",
        "effort_low": "3",
        "effort_high": "5",
        "lead_time_days": 30,
        "review_due": None,
        "draft": True,
    },
]
