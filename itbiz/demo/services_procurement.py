"""What Vendor, Licence & Procurement Services offers."""

from datetime import date

LINE = "procurement"

SERVICES = [
    {
        "code": "vendor-contract",
        "name": "Signed vendor contract",
        "kind": "product",
        "audience": "peers",
        "summary": "You can order from your vendor, at a price that was compared, and you can leave again.",
        "deliverable": "A contract signed by both sides, with price, acceptance and an exit clause",
        "acceptance": ("The line that holds the vendor confirms that the signed text covers its requirement."),
        "included": ("Negotiation, wording, check by Legal, signatures, entry in the archive with its end date."),
        "not_included": ("The requirement text (its author), daily dealing with the vendor (the line that holds it)."),
        "customer_provides": "The requirement text, the reviewer's note, and the sum that may be spent.",
        "unit_of_sale": "contract",
        "effort_low": "6",
        "effort_high": "18",
        "lead_time_days": 40,
        "levels": [
            {"name": "Order under a frame", "text": "Ten working days."},
            {"name": "New contract", "text": "Forty working days."},
        ],
        "review_due": date(2027, 3, 31),
    },
    {
        "code": "licence-position",
        "name": "Licence position statement",
        "kind": "finding",
        "audience": "peers",
        "summary": "You know how many licences you have, how many you use, and what the difference costs.",
        "deliverable": "A statement for one product: bought, installed, used, short or over, with the sum",
        "acceptance": "The vendor's own count differs by less than 2 %.",
        "included": (
            "Count, comparison with contracts, the statement; purchase of what is short, at the buyer's cost."
        ),
        "not_included": "Removal of unused installations (Operations, Service Desk).",
        "customer_provides": "An export of what is installed, not older than two weeks.",
        "unit_of_sale": "product",
        "effort_low": "4",
        "effort_high": "10",
        "lead_time_days": 25,
        "price": "3900.00",
        "currency": "EUR",
        "review_due": date(2027, 4, 30),
    },
    {
        "code": "tender-comparison",
        "name": "Tender comparison",
        "kind": "finding",
        "audience": "both",
        "summary": "You see what each bidder really offers and asks, side by side, and can choose.",
        "deliverable": ("A comparison of at least three offers by your own criteria, with cost over the whole term"),
        "acceptance": "You can name your choice and the reason in one sentence.",
        "included": "Publication, questions of bidders, comparison, two rounds of price.",
        "not_included": "The choice (the buyer), the criteria (the buyer), the contract (offered as such).",
        "customer_provides": (
            "Criteria with their weight, before the first offer is opened, and a reviewer who does not sell."
        ),
        "unit_of_sale": "tender",
        "effort_low": "8",
        "effort_high": "20",
        "lead_time_days": 45,
        "review_due": date(2027, 1, 31),
    },
    {
        "code": "vendor-performance",
        "name": "Vendor performance report",
        "kind": "finding",
        "audience": "peers",
        "summary": "You know whether your vendor kept what it promised, before you extend the contract.",
        "deliverable": "A page for one vendor: promised, delivered, late, spent",
        "acceptance": "The line that holds the vendor and the vendor agree on the figures.",
        "included": "Collection, a conversation with both, the page.",
        "not_included": "Dealing with the vendor about single deliveries (the line that holds it).",
        "customer_provides": "The record of deliveries with their dates.",
        "unit_of_sale": "vendor, a quarter",
        "effort_low": "1",
        "effort_high": "3",
        "lead_time_days": 15,
        "price": "1250.00",
        "currency": "EUR",
        "review_due": date(2026, 12, 31),
    },
]
