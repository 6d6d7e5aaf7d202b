"""Tags of the small components: what they say to those who see and to those who hear the page."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import timezone

from itbiz.core.templatetags.ui import STATE_ICONS, chip, due, icon, initials, prose, state
from itbiz.core.terms import BLOCKS, STATES

SPRITE = Path(__file__).parents[2] / "static" / "icons.svg"


def test_an_icon_points_into_the_sprite_and_is_decoration():
    html = icon("plus")
    assert re.search(r'href="[^"]*icons[^"]*\.svg#plus"', html)
    assert 'aria-hidden="true"' in html


def test_an_icon_that_stands_alone_says_what_it_means():
    assert 'role="img" aria-label="Add &lt;it&gt;"' in icon("plus", "Add <it>")


def test_every_state_and_every_icon_named_in_a_template_is_drawn():
    drawn = set(re.findall(r'symbol id="(\w+)"', SPRITE.read_text()))
    templates = (SPRITE.parents[1] / "templates").rglob("*.html")
    named = {name for page in templates for name in re.findall(r'{% icon "(\w+)"', page.read_text())}
    assert named | set(STATE_ICONS.values()) <= drawn


@pytest.mark.parametrize("code", BLOCKS)
def test_a_chip_has_its_letters_and_its_colour(code):
    html = chip(code)
    assert f"type-{code.lower()}" in html
    assert f">{code}</span>" in html
    assert 'aria-hidden="true"' in html


def test_a_chip_without_a_business_is_empty_and_a_gap_is_a_question():
    assert 'type-none" title="" aria-hidden="true"></span>' in chip("")
    assert chip(None) == chip("")
    assert 'type-gap" title="" aria-hidden="true">?</span>' in chip("gap")


def test_a_chip_that_stands_alone_has_a_label():
    assert 'role="img" aria-label="Base engineering"' in chip("BE", "Base engineering")


def test_every_state_has_an_icon_and_a_word():
    assert {f"state.{code}" for code in STATE_ICONS} == set(STATES)


def test_a_state_shows_its_word():
    html = state("countered")
    assert 'class="state is-countered"' in html
    assert '<span class="state-word">countered</span>' in html


def test_a_quiet_state_keeps_its_word_for_those_who_hear_the_page():
    assert '<span class="vh">promised</span>' in state("promised", quiet=True)


def test_an_unknown_state_is_an_error():
    with pytest.raises(KeyError):
        state("finished")


def test_a_date_of_this_year_has_its_year_on_paper_alone():
    day = timezone.localdate().replace(month=5, day=15)
    year = f'<span class="on-paper"> {day.year}</span>'
    assert due(day) == f'<time class="due" datetime="{day.isoformat()}">15 May{year}</time>'


def test_a_date_of_another_year_has_its_year():
    assert ">15 May 2031</time>" in due(date(2031, 5, 15))


def test_a_late_date_is_marked_and_none_is_nothing():
    assert 'class="due late"' in due(date(2020, 1, 2), late=True)
    assert due(None) == ""


def test_a_moment_is_shown_as_its_day():
    assert 'datetime="2031-05-15"' in due(datetime(2031, 5, 15, 12, tzinfo=UTC))


def test_prose_is_escaped_and_keeps_paragraphs_and_breaks():
    assert prose("a < b\nc\n\nd") == "<p>a &lt; b<br>c</p>\n\n<p>d</p>"
    assert prose(None) == ""


def test_initials_are_those_of_the_first_and_the_last_word():
    assert [initials(name) for name in ("Nadia Haddad", "Ana de la Cruz", "reader", "")] == ["NH", "AC", "R", ""]


def test_term_is_a_tag_and_a_filter():
    page = Template('{% load ui %}{% term "button.promise" %} {{ "button.counter"|term|upper }}')
    assert page.render(Context()) == "Promise DISCUSS"
