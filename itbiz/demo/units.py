"""The chart of Meridian Foods down to the twelve managers, parents first.

`head` None is a vacancy; head counts include the units below.
"""

OUTSIDE = [
    {
        "code": "meridian-foods",
        "name": "Meridian Foods",
        "parent": None,
        "head": "carlotta-weiss",
        "headcount": 4200,
        "description": "An invented company that makes and delivers food for grocery retailers.",
    },
    {
        "code": "finance-process-office",
        "name": "Finance Process Office",
        "parent": "meridian-foods",
        "head": "elin-berg",
        "headcount": 14,
        "description": ("Decides how record-to-report, procure-to-pay and order-to-cash run at Meridian Foods."),
    },
    {
        "code": "supply-chain-operations",
        "name": "Supply Chain Operations",
        "parent": "meridian-foods",
        "head": "oskar-lindgren",
        "headcount": 1900,
        "description": "Buys from farmers, stores, and delivers to the retailers' warehouses and shops.",
    },
    {
        "code": "retail-sales",
        "name": "Retail Sales",
        "parent": "meridian-foods",
        "head": "rosa-marchetti",
        "headcount": 160,
        "description": "Agrees assortments, prices and delivery conditions with grocery retailers.",
    },
    {
        "code": "internal-audit-it",
        "name": "Internal Audit – IT",
        "parent": "meridian-foods",
        "head": "beatrix-amsel",
        "headcount": 5,
        "description": "Inspects IT and reports its findings to the board, never to the inspected line.",
    },
]

MANAGERS = [
    {
        "code": "information-technology",
        "name": "Information Technology",
        "parent": "meridian-foods",
        "head": "nadia-haddad",
        "headcount": 300,
        "description": "The CIO and twelve managers, each of whom runs a business within the business.",
    },
    {
        "code": "erp-engineering",
        "name": "ERP & Business Applications Engineering",
        "parent": "information-technology",
        "head": "maya-lindqvist",
        "headcount": 38,
    },
    {
        "code": "commerce-engineering",
        "name": "Customer & Commerce Applications Engineering",
        "parent": "information-technology",
        "head": "tomas-arriaga",
        "headcount": 30,
    },
    {
        "code": "data-engineering",
        "name": "Data & Analytics Engineering",
        "parent": "information-technology",
        "head": "priya-raman",
        "headcount": 26,
    },
    {
        "code": "integration-engineering",
        "name": "Integration & Platform Engineering",
        "parent": "information-technology",
        "head": "jonas-weber",
        "headcount": 22,
    },
    {
        "code": "database-engineering",
        "name": "Database & Infrastructure Engineering",
        "parent": "information-technology",
        "head": "aisha-okafor",
        "headcount": 34,
    },
    {
        "code": "security-engineering",
        "name": "Security Engineering",
        "parent": "information-technology",
        "head": "daniel-cho",
        "headcount": 14,
    },
    {
        "code": "operations",
        "name": "Infrastructure & Cloud Operations",
        "parent": "information-technology",
        "head": "ruth-petersen",
        "headcount": 44,
    },
    {
        "code": "service-desk",
        "name": "Service Desk & Workplace Services",
        "parent": "information-technology",
        "head": "liam-doyle",
        "headcount": 40,
    },
    {
        "code": "projects",
        "name": "Project & Delivery Services",
        "parent": "information-technology",
        "head": "helena-costa",
        "headcount": 24,
    },
    {
        "code": "procurement",
        "name": "Vendor, Licence & Procurement Services",
        "parent": "information-technology",
        "head": "marek-nowak",
        "headcount": 10,
    },
    {
        "code": "coordination",
        "name": "Planning, Architecture & Standards Coordination",
        "parent": "information-technology",
        "head": "ingrid-solberg",
        "headcount": 9,
    },
    {
        "code": "client-partnering",
        "name": "Client Partnering",
        "parent": "information-technology",
        "head": "samuel-achieng",
        "headcount": 8,
    },
]

APPOINTMENTS = [
    {"unit": "operations", "person": "hamid-rezaei", "kind": "deputy"},
    {"unit": "database-engineering", "person": "bruno-keller", "kind": "deputy"},
    {"unit": "projects", "person": "salma-aziz", "kind": "editor"},
]
