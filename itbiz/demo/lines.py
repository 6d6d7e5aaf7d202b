"""The twelve lines of business of IT. Unit and line share their code; `goes_to` names who offers it instead.

Two seeded defects show here on purpose: the old charter sentence of Projects, and the two lines below in
`SIDE_LINES` that make one manager run two kinds of business.
"""

LINES = [
    {
        "code": "erp-engineering",
        "name": "ERP & Business Applications Engineering",
        "short_name": "ERP Engineering",
        "block": "AE",
        "staff": 38,
        "specialty": "Finance, supply chain, manufacturing and human-resources applications",
        "domain": (
            "We offer ERP functions that work, releases in production and repaired ERP defects to "
            "Finance, Supply Chain Operations and every unit that keeps its records in the ERP. We are "
            "the people to come to when a rule of record-to-report, procure-to-pay or order-to-cash has "
            "to hold in the system. We do not offer the servers it runs on, interfaces to other systems, "
            "or the decision how a process should run. Assets we own: the ERP configuration, 46 custom "
            "objects and their documentation. We buy from Database, Integration, Operations, Projects and "
            "Procurement."
        ),
        "boundaries": [
            {"text": "Application hosting", "goes_to": "operations"},
            {"text": "Interfaces between systems", "goes_to": "integration-engineering"},
            {"text": "Decisions about a finance process", "goes_to": "finance-process-office"},
        ],
    },
    {
        "code": "commerce-engineering",
        "name": "Customer & Commerce Applications Engineering",
        "short_name": "Commerce",
        "block": "AE",
        "staff": 30,
        "specialty": "Web shop, customer portal, campaigns and mobile apps",
        "domain": (
            "We offer shop features, portals, apps and campaigns that retailers use themselves to Retail "
            "Sales and Marketing. We are the people to come to when a retailer should be able to see, "
            "order or change something without calling us. We do not offer campaign texts and pictures, "
            "order records in the ERP, or the message formats of the EDI. Assets we own: the web shop, "
            "the customer portal and the mobile app. We buy from Integration, Security, Data and "
            "Operations."
        ),
        "boundaries": [
            {"text": "Order records in the ERP", "goes_to": "erp-engineering"},
            {"text": "EDI messages", "goes_to": "integration-engineering"},
            {"text": "Terms of trade with retailers", "goes_to": "retail-sales"},
        ],
    },
    {
        "code": "data-engineering",
        "name": "Data & Analytics Engineering",
        "short_name": "Data",
        "block": "AE",
        "staff": 26,
        "specialty": "Reports, data marts, forecast models and data quality",
        "domain": (
            "We offer reports, data marts and forecasts whose figures reconcile with their source to "
            "every unit that decides with numbers. We are the people to come to when two reports "
            "disagree, or when a figure is needed that no system shows. We do not offer the correction of "
            "wrong records at their source, or the tool standard for reports. Assets we own: the data "
            "warehouse, 410 certified reports and the masking procedure. We buy from Integration, "
            "Database and Operations."
        ),
        "boundaries": [
            {"text": "Transfer of data from other systems", "goes_to": "integration-engineering"},
            {"text": "Standard for reporting tools", "goes_to": "coordination"},
        ],
    },
    {
        "code": "integration-engineering",
        "name": "Integration & Platform Engineering",
        "short_name": "Integration",
        "block": "BE",
        "staff": 22,
        "specialty": "Interfaces, APIs, application platform, identity and sign-on",
        "domain": (
            "We offer running interfaces, published APIs and sign-on connections to the engineers who "
            "build applications. We are the people to come to when two systems have to exchange records "
            "and nobody should notice how. We do not offer changes inside the systems at either end, or "
            "agreements with retailers about what they send. Assets we own: the integration platform, the "
            "API catalogue and the identity service. We buy from Database, Operations, Commerce and the "
            "EDI provider."
        ),
        "boundaries": [
            {"text": "Changes inside the ERP", "goes_to": "erp-engineering"},
            {"text": "Changes inside the shop", "goes_to": "commerce-engineering"},
            {"text": "Penetration tests", "goes_to": "security-engineering"},
        ],
    },
    {
        "code": "database-engineering",
        "name": "Database & Infrastructure Engineering",
        "short_name": "Database",
        "block": "BE",
        "staff": 31,
        "specialty": "Databases, servers, storage and networks, designed and built",
        "domain": (
            "We offer database tiers, images, network designs and capacity statements to Operations and "
            "to the engineers of applications. We are the people to come to when something below the "
            "application has to be designed, sized or repaired for good. We do not offer the daily "
            "running of what we built, application tuning, or the purchase of storage. Assets we own: the "
            "reference designs and the image library. We buy from Operations, Procurement and Security."
        ),
        "boundaries": [
            {"text": "Daily running of servers", "goes_to": "operations"},
            {"text": "Application tuning", "goes_to": "erp-engineering"},
            {"text": "Purchase of licences and hardware", "goes_to": "procurement"},
        ],
    },
    {
        "code": "security-engineering",
        "name": "Security Engineering",
        "short_name": "Security",
        "block": "BE",
        "staff": 14,
        "specialty": "Role models, hardening, penetration tests and security tools",
        "domain": (
            "We offer role models, hardened configurations and test reports to whoever owns an "
            "application or a platform. We are the people to come to when you want to know what an "
            "intruder would find, or who may do what. We do not offer the policy itself, the approval of "
            "duty rules, or findings for the board. Assets we own: the secrets vault, the vulnerability "
            "scanner and the role library. We buy from Integration, Operations and Coordination."
        ),
        "boundaries": [
            {"text": "Security policy", "goes_to": "coordination"},
            {"text": "Approval of duty rules", "goes_to": "finance-process-office"},
            {"text": "Findings for the board", "goes_to": "internal-audit-it"},
        ],
    },
    {
        "code": "operations",
        "name": "Infrastructure & Cloud Operations",
        "short_name": "Operations",
        "block": "AS",
        "staff": 44,
        "specialty": "Hosting, networks, backup and monitoring, day after day",
        "domain": (
            "We offer applications that run every day, on every site, with a proven way back, to every "
            "unit and to the engineers. We are the people to come to when something has to work on Monday "
            "as it worked on Friday. We do not offer repairs inside an application, changes of design, or "
            "devices on desks. Assets we own: two computer rooms, the reserved cloud capacity, the site "
            "networks and the backup vault. We buy from Database, Procurement and the cloud vendor."
        ),
        "boundaries": [
            {"text": "Application defects", "goes_to": "erp-engineering"},
            {"text": "Design changes", "goes_to": "database-engineering"},
            {"text": "Devices and phones", "goes_to": "service-desk"},
        ],
    },
    {
        "code": "service-desk",
        "name": "Service Desk & Workplace Services",
        "short_name": "Service Desk",
        "block": "PS",
        "staff": 40,
        "specialty": "Help for people at work, devices and meeting rooms",
        "domain": (
            "We offer help that ends in work going on, devices that are ready, and rooms that function, "
            "to everybody at Meridian Foods. We are the people to come to when you cannot work and do not "
            "know why. We do not offer repairs inside applications, training courses, or a watch over "
            "computer rooms at night. Assets we own: 3,100 workplace devices and the knowledge base. We "
            "buy from Operations, Security, Projects and Procurement."
        ),
        "boundaries": [
            {"text": "Training courses", "goes_to": "projects"},
            {"text": "Repairs inside the ERP", "goes_to": "erp-engineering"},
            {"text": "Monitoring at night", "goes_to": "operations"},
        ],
    },
    {
        "code": "projects",
        "name": "Project & Delivery Services",
        "short_name": "Projects",
        "block": "PS",
        "staff": 24,
        "specialty": "Plans, test results, training and agreed requirements",
        "domain": (
            "We offer plans that a prime can steer by, test results, trained users and agreed "
            "requirements to the lines that build and to client units. We are the people to come to when "
            "many promises have to meet on one date. We do not offer the result of a project: the prime "
            "does. Assets we own: the scenario library and the training rooms. We buy from Data, "
            "Operations and the learning firm. Old charter, not replaced yet: “manage all IT projects”."
        ),
        "boundaries": [
            {"text": "Repair of defects that a test finds", "goes_to": "erp-engineering"},
            {"text": "Wording of vendor contracts", "goes_to": "procurement"},
        ],
    },
    {
        "code": "procurement",
        "name": "Vendor, Licence & Procurement Services",
        "short_name": "Procurement",
        "block": "PS",
        "staff": 10,
        "specialty": "Vendor contracts, licences and tenders",
        "domain": (
            "We offer signed contracts, licence positions and comparisons of tenders to any line that "
            "buys outside. We are the people to come to before anybody speaks to a vendor about money. We "
            "do not offer the requirement, which its author writes, or the daily dealing with a vendor, "
            "which stays with the line that holds it. Assets we own: the contract archive and the licence "
            "register. We buy from Data and from Group Legal."
        ),
        "boundaries": [
            {"text": "Installation of what was bought", "goes_to": "operations"},
            {"text": "Standards for what is bought", "goes_to": "coordination"},
        ],
    },
    {
        "code": "coordination",
        "name": "Planning, Architecture & Standards Coordination",
        "short_name": "Coordination",
        "block": "CO",
        "staff": 9,
        "specialty": "Agreement about plans, standards, continuity and policies",
        "domain": (
            "We offer decisions that their owners have signed: standards, variances, plans and policies, "
            "to all lines and to client units. We are the people to come to when several managers have to "
            "agree and nobody may decide alone. We do not offer the design itself, and we do not decide "
            "in the place of the owners. Assets we own: the register of standards and the continuity "
            "plan. We buy from Data and Projects."
        ),
        "boundaries": [
            {"text": "Design of an infrastructure", "goes_to": "database-engineering"},
            {"text": "Hardening", "goes_to": "security-engineering"},
        ],
    },
    {
        "code": "client-partnering",
        "name": "Client Partnering",
        "short_name": "Partnering",
        "block": "CR",
        "staff": 6,
        "specialty": "Knowledge of the client units and of what they could do next",
        "domain": (
            "We offer diagnoses of opportunities, agreed demand lists and benefit reviews to the heads of "
            "client units. We are the people to come to when you know what hurts and not yet what to ask "
            "for. We do not offer the result that follows, its price, or a decision between clients. "
            "Assets we own: the client calendar and the benefit records. We buy from Data, Projects and "
            "the engineers who write feasibility studies."
        ),
        "boundaries": [
            {"text": "Feasibility studies of ERP functions", "goes_to": "erp-engineering"},
            {"text": "Workshops", "goes_to": "projects"},
        ],
    },
]
