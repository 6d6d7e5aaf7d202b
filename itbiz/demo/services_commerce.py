"""What Customer & Commerce Applications Engineering offers."""

from datetime import date

LINE = "commerce-engineering"

SERVICES = [
    {
        "code": "shop-feature",
        "name": "Web-shop feature live",
        "kind": "product",
        "audience": "clients",
        "summary": (
            "Retailers find something new in the shop that saves them a call, and you see whether they use it."
        ),
        "deliverable": "One feature live in the web shop, with a count of its use after four weeks",
        "acceptance": (
            "The agreed cases run on a telephone and on a desk, and the pages still open within two seconds."
        ),
        "included": "Design of the screens, programming, tests, release and the count of use.",
        "not_included": "Texts and pictures (Retail Sales), order rules in the ERP (ERP Engineering).",
        "customer_provides": (
            "The wanted effect in one sentence, texts a week before release, and a decision on two "
            "designs within three days."
        ),
        "unit_of_sale": "feature",
        "effort_low": "10",
        "effort_high": "45",
        "lead_time_days": 40,
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "customer-portal",
        "name": "Customer portal",
        "kind": "product",
        "audience": "clients",
        "summary": ("Your customers see their own orders, deliveries and invoices in one place, at any hour."),
        "deliverable": ("A portal in production for the group of customers and the functions named in the contract"),
        "acceptance": "Ten customers of your choice finish the five agreed cases without help.",
        "included": "Design, programming, tests with customers, release, and eight weeks of repair.",
        "not_included": (
            "Records in other systems (their engineers), the customers' contracts (Retail Sales), running "
            "it daily (Operations)."
        ),
        "customer_provides": (
            "Ten customers who take part, terms of use agreed with Legal, and one person who decides at half time."
        ),
        "unit_of_sale": "project",
        "effort_low": "250",
        "effort_high": "600",
        "lead_time_days": 180,
        "levels": [
            {"name": "Look", "text": "Customers see orders, deliveries and invoices."},
            {"name": "Look and act", "text": "Customers also order, change and complain."},
        ],
        "ingredients": ["identity-connection", "api-published", "application-hosting", "penetration-test"],
        "review_due": date(2027, 6, 30),
    },
    {
        "code": "crm-campaign",
        "name": "CRM campaign set-up",
        "kind": "service",
        "audience": "clients",
        "summary": ("Your message reaches the retailers you chose, on the day you chose, and you see who read it."),
        "deliverable": "A campaign sent to the chosen group, with a page of results after two weeks",
        "acceptance": (
            "The test group received it as approved, and the page of results names sent, opened and ordered."
        ),
        "included": "Selection of receivers, set-up, a test to ten addresses, sending, results.",
        "not_included": (
            "Texts and pictures (Retail Sales), consent of the receivers (the unit that holds the relation)."
        ),
        "customer_provides": "Approved texts five working days ahead and the rule who shall receive it.",
        "unit_of_sale": "campaign",
        "effort_low": "2",
        "effort_high": "6",
        "lead_time_days": 10,
        "price": "1450.00",
        "currency": "EUR",
        "review_due": date(2027, 2, 28),
    },
    {
        "code": "shop-interface",
        "name": "Shop interface adapted to a partner system",
        "kind": "product",
        "audience": "peers",
        "summary": "The shop speaks the format that your system needs, and keeps doing so.",
        "deliverable": "One interface of the shop adapted, with its description and a test endpoint",
        "acceptance": ("The agreed test orders pass from the shop to your system and back without a manual step."),
        "included": "Analysis, programming, test orders, release, and the description.",
        "not_included": (
            "The other end of the interface (its engineers), the transport between the two (Integration)."
        ),
        "customer_provides": (
            "A specification of the format, a test endpoint, and an engineer at the other end during the test."
        ),
        "unit_of_sale": "interface",
        "effort_low": "8",
        "effort_high": "30",
        "lead_time_days": 30,
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "mobile-app-release",
        "name": "Mobile app release",
        "kind": "product",
        "audience": "clients",
        "summary": (
            "Drivers and retailers have the new version on their telephones, and the old one still works for a month."
        ),
        "deliverable": "One release of the app in both stores, with its notes in three languages",
        "acceptance": (
            "The agreed cases pass on the ten telephones of the device list and fewer than 1 in 1,000 starts fail."
        ),
        "included": "Programming, tests on ten devices, submission to the stores, two weeks of watching.",
        "not_included": (
            "Functions behind the app (the engineers of that application), fees of the stores (the client)."
        ),
        "customer_provides": ("A ranked list of changes, texts of the notes, and twenty people who try it for a week."),
        "unit_of_sale": "release",
        "effort_low": "25",
        "effort_high": "60",
        "lead_time_days": 45,
        "review_due": date(2027, 1, 31),
    },
]
