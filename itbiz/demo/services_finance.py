"""What the Finance Process Office, outside IT, offers to those who build for Finance."""

from datetime import date

LINE = "finance-process-office"

SERVICES = [
    {
        "code": "decided-process-changes",
        "name": "Decided process changes",
        "kind": "agreement",
        "audience": "peers",
        "summary": ("You know how the process shall run, and the decision will not be opened again next month."),
        "deliverable": ("A signed list of the changes decided for one process, with the day from which they hold"),
        "acceptance": "The owners of the process and the Group Controller have signed the list.",
        "included": "Reading of option papers, two meetings, the list, notice to the units concerned.",
        "not_included": "Option papers (whoever wants the decision), configuration (ERP Engineering).",
        "customer_provides": "Option papers two weeks ahead of each meeting.",
        "unit_of_sale": "process",
        "effort_low": "8",
        "effort_high": "20",
        "lead_time_days": 40,
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "approved-duty-matrix",
        "name": "Approved duty matrix",
        "kind": "agreement",
        "audience": "peers",
        "summary": "You know which duties one person must never hold together.",
        "deliverable": "A matrix of duties for one application, approved by the Group Controller",
        "acceptance": "The matrix is signed and Internal Audit – IT has received a copy.",
        "included": "Two workshops, the wording, approval, yearly reading.",
        "not_included": "The role model that follows (Security).",
        "customer_provides": "A draft of the duties and two workshops.",
        "unit_of_sale": "application",
        "effort_low": "4",
        "effort_high": "10",
        "lead_time_days": 30,
        "ingredients": ["facilitated-workshop"],
        "review_due": date(2027, 4, 30),
    },
]
