"""What Supply Chain Operations, outside IT, offers to those who build for it."""

from datetime import date

LINE = "supply-chain-operations"

SERVICES = [
    {
        "code": "decided-warehouse-rules",
        "name": "Decided warehouse rules",
        "kind": "agreement",
        "audience": "peers",
        "summary": ("You know how goods are received, stored and picked at a warehouse before you build for it."),
        "deliverable": ("A signed list of rules for one warehouse: receipt, storage, picking, delivery windows"),
        "acceptance": "The head of the warehouse has signed, and two shifts have worked by it for a week.",
        "included": "A walk through the warehouse, wording, two trial shifts, the list.",
        "not_included": "Terms of trade with retailers (Retail Sales), configuration (ERP Engineering).",
        "customer_provides": "The questions that you need answered, three weeks ahead.",
        "unit_of_sale": "warehouse",
        "effort_low": "5",
        "effort_high": "12",
        "lead_time_days": 30,
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "named-process-experts",
        "name": "Named process experts",
        "kind": "service",
        "audience": "peers",
        "summary": "A person who knows the work answers you every day and may decide.",
        "deliverable": "One named person for half of their time, released from shifts",
        "acceptance": ("The person is present on the days of the calendar and has a stand-in for the others."),
        "included": "Release from shifts, a stand-in, authority for questions within one warehouse.",
        "not_included": "Decisions that bind several warehouses (the Chief Operating Officer).",
        "customer_provides": "A calendar eight weeks ahead.",
        "unit_of_sale": "expert, a month",
        "effort_low": "8",
        "effort_high": "12",
        "lead_time_days": 45,
        "review_due": date(2027, 2, 28),
    },
]
