"""The walk-through of the three-year hosting agreement: its root is named, and nothing else yet."""

from datetime import date

CONTRACTS = [
    {
        "number": "0",
        "supplier": "operations",
        "service": "application-hosting",
        "need": "The ERP running on its new release, day and night, for three years",
        "due": date(2027, 12, 1),
        "state": "draft",
        "kind": "service_agreement",
    },
]
