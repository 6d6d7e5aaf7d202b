"""Contracts as rows of a file; those columns that an import knows come back in under the same names."""

from walkthroughs.models.terms import TERMS

# By column of the file, in its order: what it is read from. Terms are those in force, else those on the table.
COLUMNS = {
    # These an import of contracts reads again, see walkthroughs/imports/contracts.py.
    "walkthrough": "walkthrough__code",
    "code": "code",
    "parent": "parent__code",
    "unit": "supplier__unit__code",
    "line": "supplier__code",
    "need": "need",
    "client": "walkthrough__client_unit__code",
    "price": "price",
    "currency": "currency",
    # These it leaves alone.
    "client_line": "walkthrough__client_line__code",
    "project": "walkthrough__project__code",
    "mode": "mode",
    "number": "number",
    "kind": "kind",
    "state": "state",
    "gap": "gap",
    "vendor": "vendor__code",
    "lead": "lead__code",
    **{name: name for name in TERMS if name not in ("price", "currency")},
    "agreement": "agreement__code",
    "needs_nothing_more": "needs_nothing_more",
    "buyer_provides_nothing": "buyer_provides_nothing",
    "promised_by": "promised_by__code",
    "promised_at": "promised_at",
    "on_behalf_of": "on_behalf_of__code",
    "updated_at": "updated_at",
}


def contract_rows(contracts):
    """Yield the rows of a file of the queryset `contracts`, tuples in the order of COLUMNS.

    One statement, read as it is written out.
    """
    agreed = [f"agreed__{source}" for source in COLUMNS.values() if source in TERMS]
    offered = [f"terms__{source}" if source in TERMS else source for source in COLUMNS.values()]
    places = [place for place, source in enumerate(COLUMNS.values()) if source in TERMS]
    width = len(offered)
    for row in contracts.order_by("id").values_list(*offered, *agreed, "agreed_id").iterator():
        values = list(row[:width])
        if row[-1] is not None:
            for place, value in zip(places, row[width:-1], strict=True):
                values[place] = value
        yield values
