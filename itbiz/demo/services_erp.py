"""What ERP & Business Applications Engineering offers."""

from datetime import date

LINE = "erp-engineering"

SERVICES = [
    {
        "code": "erp-release-upgrade",
        "name": "ERP release upgrade in production",
        "kind": "product",
        "audience": "clients",
        "summary": (
            "Your units work on a release that the vendor supports, with their figures, orders and "
            "history carried over."
        ),
        "deliverable": (
            "ERP on the named release in production, with the processes named in the contract running on it"
        ),
        "acceptance": (
            "The first month is closed within the agreed days and no defect of severity 1 is open after four weeks."
        ),
        "included": (
            "Configuration, adaptation of custom objects, own tests, the rehearsals, go-live and four weeks of repair."
        ),
        "not_included": (
            "Decisions how a process should run (the process's owner), the servers below (Operations), "
            "new interfaces (Integration)."
        ),
        "customer_provides": (
            "Two owners of processes at half time, a change freeze of eight weeks and the go or no-go decision."
        ),
        "unit_of_sale": "project",
        "effort_low": "900",
        "effort_high": "1600",
        "lead_time_days": 240,
        "levels": [
            {"name": "Technical", "text": "The same functions on the supported release."},
            {
                "name": "With process changes",
                "text": "Technical, and the process changes that you decided by the agreed date.",
            },
        ],
        "ingredients": [
            "database-tier",
            "integrated-plan",
            "regression-test-result",
            "users-trained",
            "cut-over-weekend",
            "support-readiness",
        ],
        "review_due": date(2027, 5, 31),
    },
    {
        "code": "erp-function",
        "name": "Configured finance or supply-chain function",
        "kind": "product",
        "audience": "clients",
        "summary": ("Something that you could not do in the ERP before, you can do now, with the rules you named."),
        "deliverable": ("One function configured in production, with its test record and a page of instructions"),
        "acceptance": ("The author of the requirement runs the three cases named in the contract without a deviation."),
        "included": "Configuration, unit tests, transport into production and one hour of demonstration.",
        "not_included": (
            "Training of all users (Projects), changes in other systems (Commerce, Data), the requirement "
            "text itself (its author)."
        ),
        "customer_provides": (
            "A requirement agreed by its authors, three cases with expected results, and one person who "
            "decides within two days."
        ),
        "unit_of_sale": "change",
        "effort_low": "8",
        "effort_high": "60",
        "lead_time_days": 45,
        "ingredients": ["requirements-set"],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "erp-defect-repaired",
        "name": "ERP defect repaired",
        "kind": "service",
        "audience": "both",
        "summary": "What stopped working in the ERP works again, and you are told why it stopped.",
        "deliverable": "The defect removed in production, with its cause in two sentences",
        "acceptance": "The person who reported it repeats the failed step and it succeeds.",
        "included": "Analysis, repair, test, transport, and a note for the knowledge base.",
        "not_included": (
            "Wrong records entered by hand (the unit that entered them), defects of the database below (Database)."
        ),
        "customer_provides": (
            "A description with the record number, a picture of the screen, and fifteen minutes for "
            "questions on the same day."
        ),
        "unit_of_sale": "defect",
        "effort_low": "0.5",
        "effort_high": "6",
        "lead_time_days": 5,
        "levels": [
            {"name": "Severity 1", "text": "Work begins within one hour, day and night."},
            {"name": "Severity 2", "text": "Work begins on the same working day."},
            {"name": "Severity 3", "text": "Repaired with the next monthly transport."},
        ],
        "review_due": date(2027, 6, 30),
    },
    {
        "code": "erp-backlog-slice",
        "name": "ERP enhancement backlog slice",
        "kind": "product",
        "audience": "clients",
        "summary": (
            "Every three weeks you choose from your own list what becomes better next, and see it working at the end."
        ),
        "deliverable": "The enhancements chosen for the sprint, in production",
        "acceptance": (
            "Each enhancement passes the test that you wrote beside it; what does not goes back to the "
            "list without charge."
        ),
        "included": "Estimates, configuration and programming, tests, transport and a review at the end.",
        "not_included": (
            "Ranking of the list (your unit), functions that need more than one sprint (offered as a change)."
        ),
        "customer_provides": (
            "A ranked list one week ahead and a person who answers questions every day of the sprint."
        ),
        "unit_of_sale": "sprint of three weeks",
        "effort_low": "40",
        "effort_high": "55",
        "lead_time_days": 21,
        "price": "38500.00",
        "currency": "EUR",
        "review_due": date(2027, 2, 28),
    },
    {
        "code": "erp-feasibility-study",
        "name": "Feasibility study with options",
        "kind": "product",
        "audience": "clients",
        "summary": (
            "You know what your idea would take, in at least three versions, before you spend money on any of them."
        ),
        "deliverable": (
            "A study of at most twelve pages with three options, one of them doing nothing, each with "
            "cost over five years and risk"
        ),
        "acceptance": "The sponsor can choose an option without a further meeting, and says so in writing.",
        "included": ("Interviews, a look into the system, estimates by the lines concerned and one presentation."),
        "not_included": "The decision itself (the sponsor), the tender for outside options (Procurement).",
        "customer_provides": (
            "A question in one sentence, the figures of the last year and three people for one hour each."
        ),
        "unit_of_sale": "study",
        "effort_low": "10",
        "effort_high": "25",
        "lead_time_days": 30,
        "ingredients": ["tender-comparison"],
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "erp-expertise-hour",
        "name": "ERP expertise hour",
        "kind": "service",
        "audience": "peers",
        "summary": ("An engineer who knows the module answers your question and leaves you with something written."),
        "deliverable": "A written answer of at most one page to the question asked",
        "acceptance": "You can go on with your own work without asking a second time.",
        "included": "Preparation, the hour itself and the page.",
        "not_included": "Changes in the system (offered as a change or a defect).",
        "customer_provides": "The question in writing one day ahead, with the name of the module.",
        "unit_of_sale": "hour",
        "effort_low": "0.1",
        "effort_high": "0.2",
        "lead_time_days": 3,
        "price": "96.00",
        "currency": "EUR",
        "review_due": date(2027, 1, 31),
    },
    {
        "code": "erp-dashboard",
        "name": "Finance dashboard inside the ERP",
        "kind": "product",
        "audience": "clients",
        "summary": "Your daily figures stand on the first screen of the ERP, without a second sign-on.",
        "deliverable": "One dashboard of up to eight figures, drawn from the ERP alone",
        "acceptance": "Every figure equals the ERP's own list on three days that you choose.",
        "included": "Selection of the figures, the screen, and rights for one group of readers.",
        "not_included": "Figures from other systems and certified reports (Data).",
        "customer_provides": ("The list of figures with their definition, and one reader who tries it for a week."),
        "unit_of_sale": "dashboard",
        "effort_low": "6",
        "effort_high": "15",
        "lead_time_days": 30,
        "review_due": date(2026, 10, 31),
    },
]
