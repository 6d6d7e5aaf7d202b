"""Rule I1: columns are guessed from the header and corrected by hand."""

import pytest

from itbiz.exchange.columns import Field, WrongMap, map_columns

FIELDS = (
    Field("code", ("unit_id", "id")),
    Field("name", ("unit", "name")),
    Field("parent", ("parent_id", "parent")),
)


def test_i1_columns_are_guessed_in_any_order_whatever_case_and_blanks():
    mapping = map_columns(("Parent ID", "UNIT", "unit-id"), FIELDS)
    assert mapping.columns == {"code": "unit-id", "name": "UNIT", "parent": "Parent ID"}
    assert mapping.unread == ()


def test_i1_the_surer_header_wins_and_the_other_is_not_read():
    mapping = map_columns(("parent", "parent_id", "colour"), FIELDS)
    assert mapping.columns == {"parent": "parent_id"}
    assert mapping.unread == ("parent", "colour")


def test_i1_a_correction_wins_over_the_guess():
    mapping = map_columns(("unit_id", "unit", "title"), FIELDS, [("title", "name")])
    assert mapping.columns == {"code": "unit_id", "name": "title"}
    assert mapping.unread == ("unit",)


def test_i1_a_corrected_column_feeds_its_new_field_alone():
    mapping = map_columns(("unit_id", "unit"), FIELDS, [("unit", "code")])
    assert mapping.columns == {"code": "unit"}
    assert mapping.unread == ("unit_id",)


def test_i1_one_column_may_feed_two_fields():
    mapping = map_columns(("unit",), FIELDS, [("unit", "code"), ("unit", "name")])
    assert mapping.columns == {"code": "unit", "name": "unit"}


def test_i1_an_empty_correction_unmaps():
    assert map_columns(("unit_id", "unit"), FIELDS, [("unit", "")]).columns == {"code": "unit_id"}


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (("colour", "name"), "no column “colour”. It has: unit_id"),
        (("unit_id", "shape"), "There are: code, name, parent"),
    ],
)
def test_i1_a_correction_of_what_is_not_there_is_refused(correction, words):
    with pytest.raises(WrongMap, match=words):
        map_columns(("unit_id",), FIELDS, [correction])
