"""What Client Partnering offers."""

from datetime import date

LINE = "client-partnering"

SERVICES = [
    {
        "code": "opportunity-diagnosis",
        "name": "Opportunity diagnosis",
        "kind": "finding",
        "audience": "clients",
        "summary": "You learn which of your troubles IT could end, and which it could not.",
        "deliverable": ("A diagnosis of at most eight pages: what hurts, why, three ways out, one of them without IT"),
        "acceptance": "The head of the client unit chooses one way, or none, and says why.",
        "included": "Ten conversations, a day of looking on, figures, the diagnosis.",
        "not_included": ("Estimates of what follows (the engineers' feasibility studies), the decision (the client)."),
        "customer_provides": "Ten people for an hour each and the figures of last year.",
        "unit_of_sale": "study",
        "effort_low": "6",
        "effort_high": "15",
        "lead_time_days": 25,
        "ingredients": ["facilitated-workshop"],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "demand-list",
        "name": "Agreed demand list per client",
        "kind": "agreement",
        "audience": "clients",
        "summary": "Your unit has one list of what it wants, in the order it wants it.",
        "deliverable": ("A list for one client unit, ranked by its head, with the result wanted on each line"),
        "acceptance": "The head of the client unit has signed the list.",
        "included": "Conversations, wording as results, ranking with the head, quarterly renewal.",
        "not_included": ("Estimates (the lines that would promise), ranking between units (nobody but their heads)."),
        "customer_provides": "The head for two hours a quarter and the papers of the unit's own plan.",
        "unit_of_sale": "quarter",
        "effort_low": "4",
        "effort_high": "8",
        "lead_time_days": 20,
        "review_due": date(2027, 1, 31),
    },
    {
        "code": "benefit-review",
        "name": "Benefit review",
        "kind": "finding",
        "audience": "clients",
        "summary": "You see whether the project brought what it was bought for.",
        "deliverable": "A review of at most three pages: expected, measured, reason of the difference",
        "acceptance": "The sponsor signs the measured figures.",
        "included": "Figures before and after, conversations, the review, six months after go-live.",
        "not_included": "Repair of what is missing (its prime), figures nobody measured before (Data).",
        "customer_provides": "The figures from before the project, and the sponsor for one hour.",
        "unit_of_sale": "project",
        "effort_low": "3",
        "effort_high": "7",
        "lead_time_days": 20,
        "ingredients": ["certified-report"],
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "communication-pack",
        "name": "Client communication pack",
        "kind": "product",
        "audience": "both",
        "summary": (
            "The people whom a change meets know what comes, when, and what it means for them, before it comes."
        ),
        "deliverable": (
            "Texts and pictures for one change: letter, poster, three short messages, answers to ten questions"
        ),
        "acceptance": "Eight of ten people asked in a sample know the date and the first step.",
        "included": "Conversations, texts, translation into four languages, the sample.",
        "not_included": "Courses (Projects), the decision to change (the sponsor).",
        "customer_provides": "The date, the effect on people, and the person who approves the words.",
        "unit_of_sale": "campaign",
        "effort_low": "3",
        "effort_high": "8",
        "lead_time_days": 15,
        "price": "3600.00",
        "currency": "EUR",
        "review_due": date(2026, 12, 31),
    },
]
