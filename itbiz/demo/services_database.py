"""What Database & Infrastructure Engineering offers."""

from datetime import date

LINE = "database-engineering"

SERVICES = [
    {
        "code": "database-tier",
        "name": "Database tier on supported version",
        "kind": "product",
        "audience": "peers",
        "summary": (
            "Your application stands on a database that its vendor supports and that survives the loss of a machine."
        ),
        "deliverable": (
            "One database instance on a supported version, with its second machine, ready for the application"
        ),
        "acceptance": "A failover takes at most fifteen minutes, with the buyer as witness.",
        "included": (
            "Design, installation, migration of the data, two trial migrations, the failover test, "
            "hand-over to Operations."
        ),
        "not_included": "Tuning inside the application (its engineers), purchase of storage (Operations).",
        "customer_provides": "Sizing inputs for each module and two maintenance windows.",
        "unit_of_sale": "instance",
        "effort_low": "30",
        "effort_high": "70",
        "lead_time_days": 60,
        "ingredients": ["server-image", "capacity-statement", "failover-proven", "licence-position"],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "server-image",
        "name": "Server or container image",
        "kind": "product",
        "audience": "peers",
        "summary": "You start as many equal servers as you need, and none of them is missing a patch.",
        "deliverable": "One image in the library, hardened and patched, with the list of its contents",
        "acceptance": "The vulnerability scan shows nothing above the agreed limit.",
        "included": "Building, hardening, the scan, a fresh image every month for one year.",
        "not_included": ("Software of the application (its engineers), the machines it runs on (Operations)."),
        "customer_provides": "The list of software needed and the base licence keys.",
        "unit_of_sale": "image",
        "effort_low": "4",
        "effort_high": "12",
        "lead_time_days": 15,
        "ingredients": ["hardened-configuration"],
        "review_due": date(2027, 1, 31),
    },
    {
        "code": "network-segment-design",
        "name": "Network segment design",
        "kind": "product",
        "audience": "peers",
        "summary": "You get a part of the network that lets through what you need and nothing else.",
        "deliverable": "A design of one segment: addresses, rules, capacity, way around a failure",
        "acceptance": "Operations builds it without a question, and the five agreed connections work.",
        "included": "Addresses, rules, capacity statement, check with Security.",
        "not_included": "Building and running it (Operations), cables and machines (Procurement).",
        "customer_provides": "The list of connections with their purpose and the expected load.",
        "unit_of_sale": "design",
        "effort_low": "3",
        "effort_high": "10",
        "lead_time_days": 15,
        "price": "5400.00",
        "currency": "EUR",
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "capacity-statement",
        "name": "Capacity sizing statement",
        "kind": "finding",
        "audience": "peers",
        "summary": "You know how much machine your system needs today, at its peak, and in two years.",
        "deliverable": (
            "A statement of at most four pages: load today, at the peak, in two years, with the size that follows"
        ),
        "acceptance": "The measured peak of the next quarter lies within 15 % of the statement.",
        "included": "Measurement over four weeks, the forecast, the size.",
        "not_included": "Buying the machines (Procurement), the forecast of orders (Data).",
        "customer_provides": ("Read access to the measurements and the expected number of people and records."),
        "unit_of_sale": "system",
        "effort_low": "3",
        "effort_high": "8",
        "lead_time_days": 10,
        "review_due": date(2027, 2, 28),
    },
    {
        "code": "failover-proven",
        "name": "Failover proven",
        "kind": "finding",
        "audience": "peers",
        "summary": "You know that the second machine takes over, because you have seen it.",
        "deliverable": (
            "A failover carried out under load, with a record of times and of what did not come back by itself"
        ),
        "acceptance": "The record is signed by the owner of the application, who was present.",
        "included": "Preparation, the failover and the way back, the record.",
        "not_included": "Repair of what did not come back (offered as a defect repaired).",
        "customer_provides": "A window of four hours and a person who knows whether the application works.",
        "unit_of_sale": "test",
        "effort_low": "2",
        "effort_high": "5",
        "lead_time_days": 20,
        "price": "3100.00",
        "currency": "EUR",
        "review_due": date(2026, 10, 31),
    },
    {
        "code": "infrastructure-defect-repaired",
        "name": "Infrastructure defect repaired",
        "kind": "service",
        "audience": "peers",
        "summary": ("What failed below your application works again and does not fail for the same reason twice."),
        "deliverable": "The defect removed, with its cause and what now prevents it",
        "acceptance": "The measurement that showed the failure stays quiet for fourteen days.",
        "included": "Analysis, repair, a change of the design where the cause lies there.",
        "not_included": ("Restart and watch at night (Operations), defects inside an application (its engineers)."),
        "customer_provides": "Alerts and logs of the hour, and access to the machine.",
        "unit_of_sale": "defect",
        "effort_low": "0.5",
        "effort_high": "5",
        "lead_time_days": 4,
        "levels": [
            {"name": "Severity 1", "text": "Work begins within thirty minutes, day and night."},
            {"name": "Severity 2", "text": "Work begins on the same working day."},
        ],
        "review_due": date(2027, 6, 30),
    },
]
