"""The projects of the demo, and the sessions in which they are walked through.

The trees are in the modules `walkthrough_…`; `present` names who sat in the room.
"""

from datetime import date

from itbiz.demo import walkthrough_erp, walkthrough_erp_rest, walkthrough_hosting, walkthrough_portal

PROJECTS = [
    {
        "code": "MF-ERP",
        "title": "Close the books in four days on a supported ERP",
        "kind": "business",
        "client": "finance-process-office",
        "sponsor": "elin-berg",
        "end_customer": (
            "Grocery retailers and farmers get correct orders, invoices and payments, before, during and after."
        ),
        "need_by": date(2027, 11, 30),
    },
    {
        "code": "MF-PORTAL",
        "title": "Retailers see and change their orders at any hour",
        "kind": "business",
        "client": "retail-sales",
        "sponsor": "rosa-marchetti",
        "end_customer": ("Shopkeepers know at five in the morning what will be on the truck, and can still change it."),
        "need_by": date(2027, 6, 30),
    },
    {
        "code": "MF-COLD",
        "title": "The Lohheim cold store ships from its first day",
        "kind": "business",
        "client": "supply-chain-operations",
        "sponsor": "oskar-lindgren",
        "end_customer": "Retailers in the north get chilled goods a day fresher.",
        "need_by": date(2027, 9, 1),
    },
]

WALKTHROUGHS = [
    {
        "code": "WT-ERP",
        "title": "",
        "step": 13,
        "project": "MF-ERP",
        "client_unit": "finance-process-office",
        "facilitator": "nadia-haddad",
        "contracts": walkthrough_erp.CONTRACTS + walkthrough_erp_rest.CONTRACTS,
        "present": [
            "elin-berg",
            "maya-lindqvist",
            "tomas-arriaga",
            "priya-raman",
            "jonas-weber",
            "aisha-okafor",
            "daniel-cho",
            "ruth-petersen",
            "liam-doyle",
            "helena-costa",
            "marek-nowak",
            "ingrid-solberg",
        ],
        "status": "closed",
        "close_reason": "Complete with eleven open questions, each with a decider and a date.",
    },
    {
        "code": "WT-PORTAL",
        "title": "",
        "step": 6,
        "project": "MF-PORTAL",
        "client_unit": "retail-sales",
        "facilitator": "ingrid-solberg",
        "contracts": walkthrough_portal.CONTRACTS,
        "present": [
            "rosa-marchetti",
            "tomas-arriaga",
            "jonas-weber",
            "daniel-cho",
            "maya-lindqvist",
            "liam-doyle",
        ],
        "status": "running",
    },
    {
        "code": "WT-HOSTING",
        "title": "ERP hosting, three years",
        "step": 0,
        "project": "MF-ERP",
        "client_unit": "finance-process-office",
        "facilitator": "nadia-haddad",
        "contracts": walkthrough_hosting.CONTRACTS,
        "present": [],
        "status": "planned",
    },
]
