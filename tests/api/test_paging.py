"""Pages by keyset."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cast import make_unit

pytestmark = pytest.mark.django_db


def walk(client, first, way):
    """Return the codes on each page, following `way` ("next" or "previous") to the end."""
    pages, address = [], first
    while address:
        reply = client.get(address)
        pages.append([item["code"] for item in reply.body["results"]])
        address = reply.body[way]
    return pages


@pytest.mark.parametrize("ordering", ["id", "-id", "name", "-name", "created_at", "-updated_at"])
def test_every_row_comes_once_both_ways(company, olga, ordering):
    for n in range(5):
        make_unit(f"Same name {n % 2}", code=f"x{n}")
    first = f"/api/v1/units/?limit=2&ordering={ordering}"
    forward = walk(olga, first, "next")
    everything = [code for page in forward for code in page]
    whole = [item["code"] for item in olga.get("units/", limit=500, ordering=ordering).body["results"]]
    assert everything == whole
    last = first
    while following := olga.get(last).body["next"]:
        last = following
    assert [code for page in walk(olga, last, "previous")[::-1] for code in page] == everything


def test_rows_that_come_and_go_between_pages_disturb_nothing(company, olga):
    first = olga.get("units/", limit=2, ordering="name")
    make_unit("AAA comes first", code="aaa")
    following = olga.get(first.body["next"])
    codes = [item["code"] for item in first.body["results"] + following.body["results"]]
    assert len(set(codes)) == 4
    assert "aaa" not in codes


def test_links_stand_in_the_header_too_and_keep_the_parameters(company, olga):
    reply = olga.get("units/", limit=1, inside_it="true")
    assert reply.headers["Link"] == f'<{reply.body["next"]}>; rel="next"'
    params = parse_qs(urlsplit(reply.body["next"]).query)
    assert (params["limit"], params["inside_it"]) == (["1"], ["true"])
    assert 'rel="previous"' in olga.get(reply.body["next"]).headers["Link"]


def test_a_cursor_belongs_to_its_ordering(company, olga):
    cursor = parse_qs(urlsplit(olga.get("units/", limit=1, ordering="name").body["next"]).query)["cursor"][0]
    reply = olga.get("units/", limit=1, ordering="-name", cursor=cursor)
    assert (reply.status_code, reply.body["errors"][0]["code"]) == (400, "cursor")
