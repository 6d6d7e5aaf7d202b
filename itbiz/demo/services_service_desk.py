"""What Service Desk & Workplace Services offers."""

from datetime import date

LINE = "service-desk"

SERVICES = [
    {
        "code": "user-support",
        "name": "User support",
        "kind": "service",
        "audience": "clients",
        "summary": (
            "You call, write or walk up, and you can work again; if it takes longer, you know until when."
        ),
        "deliverable": "Help for one person, at the first call in most cases, and a date in all others",
        "acceptance": "Eight of ten people asked after a case say that they could go on with their work.",
        "included": "Telephone, chat and desk from six to eight on working days, in four languages.",
        "not_included": (
            "Repairs inside applications (their engineers), courses (Projects), private devices."
        ),
        "customer_provides": "A list of joiners and leavers each week and known errors from the engineers.",
        "unit_of_sale": "user, a month",
        "effort_low": "0.02",
        "effort_high": "0.04",
        "lead_time_days": 5,
        "price": "14.50",
        "currency": "EUR",
        "levels": [
            {"name": "Working days", "text": "From six to eight."},
            {"name": "Round the clock", "text": "For warehouses and plants."},
        ],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "managed-device",
        "name": "Managed workplace device",
        "kind": "service",
        "audience": "clients",
        "summary": "Your device works, is safe, and is exchanged within a day when it does not.",
        "deliverable": "One device from the list, patched and insured, exchanged every four years",
        "acceptance": (
            "A broken device is replaced with your files on it by the end of the next working day."
        ),
        "included": "Purchase, set-up, patches, exchange, disposal with a certificate.",
        "not_included": (
            "Special machines of the laboratory (its unit), software for one purpose only (its engineers)."
        ),
        "customer_provides": (
            "The choice from the list, a place for delivery, and the return of the old device."
        ),
        "unit_of_sale": "device, a month",
        "effort_low": "0.05",
        "effort_high": "0.1",
        "lead_time_days": 10,
        "price": "41.00",
        "currency": "EUR",
        "levels": [
            {"name": "Desk", "text": "A fixed machine with two screens."},
            {"name": "Travel", "text": "A light machine and a telephone."},
            {"name": "Floor", "text": "A scanner that survives cold and a fall."},
        ],
        "ingredients": ["vendor-contract", "hardened-configuration"],
        "review_due": date(2027, 2, 28),
    },
    {
        "code": "new-starter-ready",
        "name": "New starter ready on day one",
        "kind": "service",
        "audience": "clients",
        "summary": "Your new colleague sits down on the first day and works.",
        "deliverable": "Device, accounts, rights and telephone, ready and tried before the first morning",
        "acceptance": "The starter opens the first document by ten o'clock.",
        "included": "Orders, accounts, a welcome of thirty minutes.",
        "not_included": (
            "Rights in finance applications beyond the standard role (the owner of the role), building "
            "passes (Facilities)."
        ),
        "customer_provides": "Name, place, role and head, five working days ahead.",
        "unit_of_sale": "starter",
        "effort_low": "0.3",
        "effort_high": "0.6",
        "lead_time_days": 7,
        "price": "190.00",
        "currency": "EUR",
        "ingredients": ["managed-device", "identity-connection"],
        "review_due": date(2027, 1, 31),
    },
    {
        "code": "support-readiness",
        "name": "Support readiness for a new solution",
        "kind": "product",
        "audience": "peers",
        "summary": (
            "On the first day of your solution the service desk can help, and knows when to call you."
        ),
        "deliverable": (
            "Trained agents, a set of knowledge articles and a rule of escalation for one solution"
        ),
        "acceptance": "Every agent on duty passes the test of twenty questions.",
        "included": "Articles in final wording, two courses for agents, the test, the rule of escalation.",
        "not_included": (
            "Draft of the articles (the buyer), training of users (Projects), repairs (the buyer)."
        ),
        "customer_provides": (
            "Knowledge articles in draft, the list of known errors, and an engineer on call in the first "
            "weeks."
        ),
        "unit_of_sale": "solution",
        "effort_low": "15",
        "effort_high": "30",
        "lead_time_days": 45,
        "ingredients": ["users-trained"],
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "hypercare-desk",
        "name": "Hypercare desk",
        "kind": "service",
        "audience": "peers",
        "summary": (
            "In the first weeks people find a desk that knows the new solution, and you read every "
            "evening what they asked."
        ),
        "deliverable": "A desk of its own for one solution during the week, with a summary every evening",
        "acceptance": (
            "Nine of ten calls are answered within one minute, and the summary names the five most "
            "frequent questions."
        ),
        "included": "Agents, a room or a number, the evening summary, a list of what to mend.",
        "not_included": "Repairs (the buyer), the decision when it ends (the buyer).",
        "customer_provides": "An engineer reachable within ten minutes, and the dates four weeks ahead.",
        "unit_of_sale": "week",
        "effort_low": "10",
        "effort_high": "18",
        "lead_time_days": 30,
        "price": "9200.00",
        "currency": "EUR",
        "ingredients": ["support-readiness"],
        "review_due": date(2027, 5, 31),
    },
    {
        "code": "meeting-room-ready",
        "name": "Meeting room in working order",
        "kind": "service",
        "audience": "clients",
        "summary": "You enter the room, press one button, and the others see and hear you.",
        "deliverable": "One room with screen, camera and sound, tried every week",
        "acceptance": "The weekly trial call succeeds, and its date stands at the door.",
        "included": "Equipment, weekly trial, repair within four hours, renewal every six years.",
        "not_included": "Furniture and building works (Facilities), events with more than fifty guests.",
        "customer_provides": "Access on one early morning a week.",
        "unit_of_sale": "room, a month",
        "effort_low": "0.1",
        "effort_high": "0.3",
        "lead_time_days": 20,
        "price": "115.00",
        "currency": "EUR",
        "review_due": date(2027, 6, 30),
    },
]
