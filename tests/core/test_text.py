"""Texts as people type them: stored exactly, folded for search, shortened for walls (rules N1, N8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itbiz.core.text import SHORT_LENGTH, exact, fingerprint, fold, shorten, slug, whole_words


@given(st.text())
def test_n1_storing_twice_changes_nothing_more(text):
    assert exact(exact(text)) == exact(text)


@given(st.text())
def test_folding_is_stable_and_blind_to_case_and_blanks(text):
    assert fold(fold(text)) == fold(text)
    assert fold(f"  {text}\n") == fold(text)
    assert "\0" not in fold(text)


@given(st.text(max_size=60))
def test_n8_a_short_name_fits_and_is_there_where_a_name_is(name):
    short = shorten(name)
    assert len(short) <= SHORT_LENGTH
    assert bool(short) == bool(exact(name))
    assert short == exact(short)


@given(st.text(max_size=200))
def test_n1_a_code_from_a_name_is_plain(name):
    code = slug(name)
    assert len(code) <= 60
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not code.startswith("-")
    assert not code.endswith("-")


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("  Ärger  mit\tÖl ", "arger mit ol"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("ﬁne", "fine"), ("İ", "i")],
)
def test_folding(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Database", "Database"),
        ("Database Engineering", "Database"),
        ("Data & Analytics Engineering", "Data & Analytics"),
        ("Applications & Databases", "Applications"),
        ("Unternehmensarchitekturberatung", "Unternehmensarch"),
        ("  Cloud Operations ", "Cloud Operations"),
        ("Sales/Retail/Wholesale", "Sales/Retail"),
        ("#govuk-content-apis", "#govuk-content"),
    ],
)
def test_n8_short_names_are_whole_words_where_they_can_be(name, short):
    assert shorten(name) == short


@pytest.mark.parametrize(
    ("name", "short", "shown"),
    [
        ("Informationssicherheit und Recht", None, "Informationssicherheit"),
        ("Cloud Operations", None, "Cloud Operations"),
        ("Data & Analytics Engineering", None, "Data & Analytics"),
        # What somebody shortened on purpose stays so.
        ("Infrastructure", "Infra", "Infra"),
        ("Unternehmensarchitektur", "U-Architekturen!", "U-Architekturen!"),
    ],
)
def test_n8_no_word_is_cut_where_a_short_name_is_shown(name, short, shown):
    assert whole_words(short or shorten(name), name) == shown


def test_a_fingerprint_is_short_and_the_same_for_the_same_text():
    assert fingerprint("a") == fingerprint("a") != fingerprint("b")
    assert len(fingerprint("a")) == 16


def test_a_stored_text_holds_no_character_that_postgresql_refuses():
    assert exact(" a\0b\0 ") == "ab"


def test_marks_that_turn_letters_round_are_left_out():
    assert exact("\u202elive\u202c \u2067x\u2069") == "live x"
