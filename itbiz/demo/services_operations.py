"""What Infrastructure & Cloud Operations offers; hosting is the longest-standing promise of the twelve."""

from datetime import date

LINE = "operations"

SERVICES = [
    {
        "code": "application-hosting",
        "name": "Application hosting service",
        "kind": "service",
        "audience": "both",
        "summary": (
            "Your application runs every day, patched, watched and backed up, and you read each month how it did."
        ),
        "deliverable": "One application running within its level, and a report of the month",
        "acceptance": "The monthly report is signed by the named owner of the application.",
        "included": (
            "Servers, storage, monitoring, patching and backup. Term of twelve months, three months' "
            "notice on either side."
        ),
        "not_included": "Application defects (ERP Engineering, Commerce, Data), design changes (Database).",
        "customer_provides": (
            "A named owner of the application, a patch window each month, and a date each year for the "
            "test of a restore."
        ),
        "unit_of_sale": "application, a month",
        "effort_low": "2",
        "effort_high": "4",
        "lead_time_days": 30,
        "price": "1180.00",
        "currency": "EUR",
        "levels": [
            {
                "name": "Bronze",
                "text": "Running on working days from six to eight; back within one working day.",
            },
            {"name": "Silver", "text": "Running every day; back within eight hours."},
            {"name": "Gold", "text": "Running every day on two sites; back within one hour."},
        ],
        "ingredients": ["database-tier", "monitoring"],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "non-production-environment",
        "name": "Non-production environment",
        "kind": "service",
        "audience": "peers",
        "summary": "You get a place to build and test that behaves like the real one and disturbs nobody.",
        "deliverable": "One environment with the agreed image and size, reachable by the named people",
        "acceptance": "The smoke test of the buyer passes on the first day.",
        "included": "Machines, network, daily backup, switching on and off by the calendar.",
        "not_included": ("The image (Database), the data in it (Data), the application in it (its engineers)."),
        "customer_provides": "The image, a size list, and the months in which it is needed.",
        "unit_of_sale": "environment, a month",
        "effort_low": "1",
        "effort_high": "2",
        "lead_time_days": 15,
        "price": "740.00",
        "currency": "EUR",
        "levels": [
            {"name": "Small", "text": "Up to eight processors."},
            {"name": "Large", "text": "Up to sixty-four processors, as in production."},
        ],
        "ingredients": ["server-image", "capacity-statement"],
        "review_due": date(2026, 10, 31),
    },
    {
        "code": "backup-proven-restore",
        "name": "Backup with proven restore",
        "kind": "service",
        "audience": "both",
        "summary": "What you lose at noon you have back by the evening, and once a year you see it happen.",
        "deliverable": "A daily copy kept apart, and a restore carried out each year with its record",
        "acceptance": "The yearly restore brings back the chosen records within four hours.",
        "included": ("Copies, keeping them for ninety days, one restore a year, a restore on demand each quarter."),
        "not_included": (
            "Archives for years (offered as a project), repair of wrong records (the unit that enters them)."
        ),
        "customer_provides": (
            "The list of what must be kept, and somebody who checks the records after the yearly restore."
        ),
        "unit_of_sale": "terabyte, a month",
        "effort_low": "0.2",
        "effort_high": "0.5",
        "lead_time_days": 10,
        "price": "62.00",
        "currency": "EUR",
        "review_due": date(2027, 1, 31),
    },
    {
        "code": "site-connectivity-service",
        "name": "Network and site connectivity",
        "kind": "service",
        "audience": "clients",
        "summary": "Your site is connected, by cable and in the air, and one broken line does not stop it.",
        "deliverable": "A site connected within its level, with a map of where the signal reaches",
        "acceptance": "Calls and scanners work at the twenty points of the map that you chose.",
        "included": "Lines, radio, machines, their renewal every five years, repair.",
        "not_included": (
            "Devices (Service Desk), cabling inside a new building (the builder), network design (Database)."
        ),
        "customer_provides": ("Access to the rooms, electric power, and notice of building works six weeks ahead."),
        "unit_of_sale": "site, a month",
        "effort_low": "0.5",
        "effort_high": "1.5",
        "lead_time_days": 60,
        "price": "2350.00",
        "currency": "EUR",
        "levels": [
            {"name": "One line", "text": "Back within one working day."},
            {"name": "Two lines", "text": "No interruption when one of them fails."},
        ],
        "ingredients": ["network-segment-design"],
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "cut-over-weekend",
        "name": "Cut-over weekend run to the runbook",
        "kind": "service",
        "audience": "peers",
        "summary": "Your systems change over one weekend, and if they do not, Monday is as Friday was.",
        "deliverable": (
            "A change of systems finished within the agreed hours, with the way back proven twice beforehand"
        ),
        "acceptance": "Live within the agreed hours; two rehearsals of the way back, the buyer as witness.",
        "included": "Crew and lead for the weekend, two rehearsals, the log of every step.",
        "not_included": (
            "The runbook itself (the buyer), the test after the change (Projects), help for people on "
            "Monday (Service Desk)."
        ),
        "customer_provides": (
            "A runbook four weeks ahead and a person on call all weekend who decides between going on and going back."
        ),
        "unit_of_sale": "event",
        "effort_low": "20",
        "effort_high": "45",
        "lead_time_days": 60,
        "ingredients": ["backup-proven-restore"],
        "review_due": date(2027, 2, 28),
    },
    {
        "code": "monitoring",
        "name": "Monitoring with alerts",
        "kind": "service",
        "audience": "peers",
        "summary": "Trouble is seen before the client calls, and the right person is woken.",
        "deliverable": "One service watched, with alerts to named people and a page of the month",
        "acceptance": "A fault made on purpose reaches the named person within five minutes.",
        "included": "Measuring points, limits, alerts, one change of the limits each quarter.",
        "not_included": "Repair of what the alert shows (the line that holds the service).",
        "customer_provides": ("The limits that matter, and the names of two people for every hour of the week."),
        "unit_of_sale": "service, a month",
        "effort_low": "0.3",
        "effort_high": "0.8",
        "lead_time_days": 10,
        "price": "185.00",
        "currency": "EUR",
        "levels": [
            {"name": "Working hours", "text": "Alerts from six to eight on working days."},
            {"name": "Day and night", "text": "Alerts at every hour."},
        ],
        "review_due": date(2026, 10, 31),
    },
    {
        "code": "tape-archive",
        "name": "Off-site tape archive",
        "kind": "service",
        "audience": "clients",
        "summary": "Your records of past years lie on tape in a second building.",
        "deliverable": "One tape a month in the second building, with its label and its list",
        "acceptance": "A tape chosen by you is fetched and read within three working days.",
        "included": "Writing, transport, shelf, list.",
        "not_included": "Reading of tapes from before 2012 (nobody offers this any more).",
        "customer_provides": "The list of what goes on the tape, and the year until which it is kept.",
        "unit_of_sale": "tape, a year",
        "effort_low": "0.1",
        "effort_high": "0.2",
        "lead_time_days": 20,
        "review_due": date(2026, 9, 30),
        "successor": "backup-proven-restore",
    },
]
