"""What Data & Analytics Engineering offers."""

from datetime import date

LINE = "data-engineering"

SERVICES = [
    {
        "code": "certified-report",
        "name": "Certified report or dashboard",
        "kind": "product",
        "audience": "clients",
        "summary": "You read a figure, and nobody in the room doubts it.",
        "deliverable": ("One report or dashboard with a certificate that names source, definition and tolerance"),
        "acceptance": ("The figures reconcile with the closing figures of two months within the tolerance named."),
        "included": "Definition, model, layout, reconciliation, rights, certificate for twelve months.",
        "not_included": ("Correction of wrong records at the source (its unit), the tool standard (Coordination)."),
        "customer_provides": (
            "An owner of the report, closing figures of two months, and one hour a week during the work."
        ),
        "unit_of_sale": "report",
        "effort_low": "5",
        "effort_high": "20",
        "lead_time_days": 25,
        "price": "6800.00",
        "currency": "EUR",
        "levels": [
            {"name": "Monthly", "text": "Refreshed after closing."},
            {"name": "Daily", "text": "Refreshed at six every morning."},
        ],
        "ingredients": ["running-interface"],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "data-mart",
        "name": "Reconciled data mart",
        "kind": "product",
        "audience": "clients",
        "summary": ("Your analysts find one subject whole and correct, and can ask their own questions of it."),
        "deliverable": (
            "One subject area in the warehouse, reconciled with its sources, with a dictionary of its fields"
        ),
        "acceptance": (
            "Three months reconcile with the sources within 0.1 %, and five questions of your own are answered from it."
        ),
        "included": "Model, nightly load, reconciliation, dictionary, rights, one day of introduction.",
        "not_included": ("Reports on top of it (offered as reports), the extract at the source (Integration)."),
        "customer_provides": (
            "Five questions it must answer, the definitions of its figures, and an analyst for two days a week."
        ),
        "unit_of_sale": "subject area",
        "effort_low": "40",
        "effort_high": "110",
        "lead_time_days": 75,
        "ingredients": ["running-interface", "capacity-statement"],
        "review_due": date(2027, 5, 31),
    },
    {
        "code": "masked-data-copy",
        "name": "Masked data copy",
        "kind": "product",
        "audience": "peers",
        "summary": "You test with data that behaves like the real ones and names nobody.",
        "deliverable": ("A copy of the named production data with every personal field masked by the agreed rules"),
        "acceptance": "The masking check finds no real name, account or address in a sample of 2,000 rows.",
        "included": "Extract, masking, the check, delivery into one environment.",
        "not_included": (
            "The environment itself (Operations), new masking rules for fields not known yet (offered by the hour)."
        ),
        "customer_provides": (
            "The list of tables, masking rules for fields of your own, and an environment with enough space."
        ),
        "unit_of_sale": "copy",
        "effort_low": "6",
        "effort_high": "12",
        "lead_time_days": 15,
        "price": "5200.00",
        "currency": "EUR",
        "ingredients": ["non-production-environment"],
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "forecast-model",
        "name": "Forecast model with accuracy statement",
        "kind": "product",
        "audience": "clients",
        "summary": "You get a forecast each week, and with it how wrong it was last time.",
        "deliverable": "A model in weekly use, with a statement of its accuracy over the last year",
        "acceptance": "The error over twelve past months is below the limit named in the contract.",
        "included": "Choice of the method, training, accuracy statement, weekly run for one year.",
        "not_included": "Decisions taken from the forecast (the client), missing history (its unit).",
        "customer_provides": (
            "Three years of history, the events that shaped it, and the limit of error that you can live with."
        ),
        "unit_of_sale": "model",
        "effort_low": "30",
        "effort_high": "70",
        "lead_time_days": 60,
        "ingredients": ["data-mart"],
        "review_due": date(2027, 2, 28),
    },
    {
        "code": "data-quality-assessment",
        "name": "Data quality assessment",
        "kind": "finding",
        "audience": "both",
        "summary": "You see how many of your records are wrong, in which way, and what it costs you.",
        "deliverable": ("A statement of at most six pages: rules, share of wrong records by rule, thirty examples"),
        "acceptance": "The owner of the data recognises the thirty examples as wrong.",
        "included": "Rules, measurement, examples, one conversation about the result.",
        "not_included": (
            "Correction of the records (the unit that enters them), and keeping them right (nobody offers this today)."
        ),
        "customer_provides": ("Read access to the dataset and the person who knows what a right record looks like."),
        "unit_of_sale": "dataset",
        "effort_low": "4",
        "effort_high": "10",
        "lead_time_days": 15,
        "review_due": date(2027, 1, 31),
    },
]
