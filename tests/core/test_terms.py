"""The words on screen (N3)."""

import pytest
from django.utils import translation

from itbiz.core.terms import STATES, TERMS, term


@pytest.mark.parametrize(
    ("key", "word"),
    [("button.counter", "Discuss"), ("state.need", "not asked yet"), ("prime", "prime")],
)
def test_a_term_has_its_word(key, word):
    assert term(key) == word


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        term("assign")


def test_a_setting_changes_one_word_and_leaves_the_others(settings):
    settings.ITBIZ_TERMS = {"button.promise": "Commit"}
    assert (term("button.promise"), term("state.promised")) == ("Commit", "promised")


def test_a_word_of_the_setting_needs_a_key_of_ours(settings):
    settings.ITBIZ_TERMS = {"assign": "hand to"}
    with pytest.raises(KeyError):
        term("assign")


def test_words_are_translated_when_shown_not_when_asked_for():
    asked_early = term("prime")
    with translation.override("de"):
        assert str(asked_early) == "prime"


def test_every_verb_of_a_contract_has_its_button():
    for verb in ("ask", "promise", "counter", "decline", "agree", "withdraw", "deliver", "accept", "cancel"):
        assert f"button.{verb}" in TERMS


def test_states_never_share_a_word_with_another_state():
    words = [str(word) for word in STATES.values()]
    assert len(words) == len(set(words))
