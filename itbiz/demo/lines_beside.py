"""Lines beside the twelve: two seeded defects, and the businesses outside IT."""

SIDE_LINES = [
    {
        "code": "small-site-rooms",
        "unit": "database-engineering",
        "name": "Server Rooms of Two Small Sites",
        "short_name": "Small Sites",
        "block": "AS",
        "staff": 3,
        "specialty": "Two server rooms, run by their builders",
        "domain": (
            "We offer servers that run at the Lohheim dairy and the Vester mill to the people of these "
            "sites. We are the people to come to when a machine there stands still. We do not offer the "
            "running of any other site. Assets we own: nine servers. We buy from Operations."
        ),
        "boundaries": [{"text": "Running of all other sites", "goes_to": "operations"}],
    },
    {
        "code": "request-ranking",
        "unit": "client-partnering",
        "name": "Ranking of Project Requests",
        "short_name": "Request Ranking",
        "block": "CO",
        "staff": 2,
        "specialty": "Order of project requests",
        "domain": (
            "We offer a ranked list of project requests to the heads of client units, twice a year. We "
            "are the people to come to when two requests want the same people. We do not offer the yearly "
            "plan. Assets we own: the list. We buy from Coordination."
        ),
        "boundaries": [{"text": "Consolidated IT plan", "goes_to": "coordination"}],
    },
]

OUTSIDE_LINES = [
    {
        "code": "finance-process-office",
        "name": "Finance Process Office",
        "short_name": "Finance",
        "block": "",
        "staff": 14,
        "specialty": "Rules of record-to-report, procure-to-pay and order-to-cash",
        "domain": (
            "We offer decided process changes and approved duty rules to the lines that build for "
            "Finance. We are the people to come to when a rule of the books is unclear. We do not offer "
            "configuration of the ERP. Assets we own: the three finance processes and their controls. We "
            "buy from ERP Engineering and Data."
        ),
        "boundaries": [{"text": "Configuration of the ERP", "goes_to": "erp-engineering"}],
    },
    {
        "code": "supply-chain-operations",
        "name": "Supply Chain Operations",
        "short_name": "Supply Chain",
        "block": "",
        "staff": 1900,
        "specialty": "Purchase from farmers, storage and delivery",
        "domain": (
            "We offer named process experts and decided warehouse rules to the lines that build for us. "
            "We are the people to come to when a truck, a pallet or a delivery window is the question. We "
            "do not offer retailers' terms of trade. Assets we own: six warehouses and the delivery plan. "
            "We buy from ERP Engineering, Data and Operations."
        ),
        "boundaries": [{"text": "Terms of trade with retailers", "goes_to": "retail-sales"}],
    },
    {
        "code": "retail-sales",
        "name": "Retail Sales",
        "short_name": "Retail Sales",
        "block": "",
        "staff": 160,
        "specialty": "Assortments, prices and terms with grocery retailers",
        "domain": (
            "We offer decided terms of trade and pilot retailers who take part to the lines that build "
            "for our customers. We are the people to come to when you need to know what a retailer would "
            "accept. We do not offer delivery windows. Assets we own: 214 retailer agreements. We buy "
            "from Commerce and Data."
        ),
        "boundaries": [{"text": "Delivery windows", "goes_to": "supply-chain-operations"}],
    },
    {
        "code": "internal-audit-it",
        "name": "Internal Audit – IT",
        "short_name": "Audit",
        "block": "AU",
        "staff": 5,
        "specialty": "Independent inspection of IT controls",
        "domain": (
            "We offer findings about IT controls to the board. We are the people to come to when the "
            "board wants to know whether a control works. We do not offer advice how to mend what we "
            "find. Assets we own: the audit plan. We buy from nobody whom we inspect."
        ),
        "boundaries": [
            {
                "text": "Penetration tests for the owner of an application",
                "goes_to": "security-engineering",
            },
        ],
    },
]
