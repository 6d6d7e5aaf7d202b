"""What Retail Sales, outside IT, offers to those who build for our customers."""

from datetime import date

LINE = "retail-sales"

SERVICES = [
    {
        "code": "decided-terms-of-trade",
        "name": "Decided terms of trade",
        "kind": "agreement",
        "audience": "peers",
        "summary": "You know what a retailer may order, see and return before you build it.",
        "deliverable": "A signed list of terms for one group of retailers",
        "acceptance": "The Director Retail Sales has signed the list.",
        "included": "Check against existing agreements, wording, notice to the retailers.",
        "not_included": "Delivery windows (Supply Chain Operations), screens (Commerce).",
        "customer_provides": "The questions that you need answered, three weeks ahead.",
        "unit_of_sale": "group of retailers",
        "effort_low": "4",
        "effort_high": "10",
        "lead_time_days": 30,
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "pilot-retailers",
        "name": "Pilot retailers who take part",
        "kind": "service",
        "audience": "peers",
        "summary": "Real customers try what you built and tell you the truth.",
        "deliverable": ("Ten retailers, large and small, who try a release for four weeks and answer questions"),
        "acceptance": "At least eight of them finish the pilot and answer the final questions.",
        "included": "Choice and invitation, agreement with each, thanks at the end.",
        "not_included": "Help during the pilot (the line that built it).",
        "customer_provides": "The dates six weeks ahead and what is asked of each retailer.",
        "unit_of_sale": "pilot",
        "effort_low": "3",
        "effort_high": "6",
        "lead_time_days": 30,
        "review_due": date(2027, 5, 31),
    },
]
