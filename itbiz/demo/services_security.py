"""What Security Engineering offers."""

from datetime import date

LINE = "security-engineering"

SERVICES = [
    {
        "code": "role-model",
        "name": "Role model free of duty conflicts",
        "kind": "product",
        "audience": "peers",
        "summary": "Nobody in your application can both order and pay, and everybody can do their work.",
        "deliverable": ("A role model in production in which no person holds two duties that must stay apart"),
        "acceptance": "The conflict check shows zero conflicts of the level high.",
        "included": (
            "Analysis of the roles, a proposal, clean-up of assignments, the check, a repeat after three months."
        ),
        "not_included": ("Approval which duties must stay apart (Finance Process Office), sign-on (Integration)."),
        "customer_provides": (
            "The list of people with their work, the role catalogue, and a person who decides on doubtful cases."
        ),
        "unit_of_sale": "application",
        "effort_low": "20",
        "effort_high": "45",
        "lead_time_days": 50,
        "ingredients": ["erp-expertise-hour"],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "penetration-test",
        "name": "Penetration test report to the owner",
        "kind": "finding",
        "audience": "peers",
        "summary": "You learn what an intruder would find before one does, and only you get the report.",
        "deliverable": "A report with every weakness found, how it was found, and how grave it is",
        "acceptance": "Each weakness of the levels high and middle can be repeated from the report.",
        "included": "Agreement on the limits, the test, the report, one repeat after repair.",
        "not_included": (
            "Repair of what was found (the engineers of that application), findings for the board "
            "(Internal Audit – IT)."
        ),
        "customer_provides": ("A test system with three accounts and a person whom we can call during the test."),
        "unit_of_sale": "test",
        "effort_low": "8",
        "effort_high": "20",
        "lead_time_days": 30,
        "price": "14500.00",
        "currency": "EUR",
        "levels": [
            {"name": "From outside", "text": "Without an account."},
            {"name": "From inside", "text": "With an account of each role."},
        ],
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "hardened-configuration",
        "name": "Hardened configuration",
        "kind": "product",
        "audience": "peers",
        "summary": "Your platform starts with every door closed that it does not need.",
        "deliverable": ("A configuration of one platform with the reason for each setting, checked by a script"),
        "acceptance": "The script finds no deviation on three machines.",
        "included": "Choice of the settings, trial with the application, script, yearly renewal.",
        "not_included": ("The rule how hard is hard enough (Coordination), installing it everywhere (Operations)."),
        "customer_provides": ("A machine of that platform and a person who knows what the application needs."),
        "unit_of_sale": "platform",
        "effort_low": "5",
        "effort_high": "15",
        "lead_time_days": 20,
        "review_due": date(2027, 1, 31),
    },
    {
        "code": "security-tool",
        "name": "Security tool in service",
        "kind": "product",
        "audience": "peers",
        "summary": "A tool that protects you runs, tells the right people, and does not cry wolf.",
        "deliverable": ("One tool in production on the named machines, with its alerts going to named people"),
        "acceptance": "In the last two weeks of the trial fewer than five alerts a day were false.",
        "included": "Set-up, connection of the machines, tuning over six weeks, page for Operations.",
        "not_included": (
            "Choice of the product (agreed with Coordination), purchase (Procurement), daily running (Operations)."
        ),
        "customer_provides": ("The list of machines, a window for each, and the names of those who receive alerts."),
        "unit_of_sale": "tool",
        "effort_low": "15",
        "effort_high": "40",
        "lead_time_days": 60,
        "ingredients": ["vendor-contract"],
        "review_due": date(2026, 12, 31),
    },
]
