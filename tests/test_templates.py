"""Every template of the project: it compiles, is used, obeys the page policy and speaks through gettext."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*") if path.is_file())
PAGES = [name for name in NAMES if name.endswith(".html")]
# The style guide's content is invented, like a demo's: only its headings are translated.
SPOKEN = [name for name in PAGES if not name.startswith("style_guide")]
CEILING = 120
# Django finds these by their names.
FOUND_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
CODE = [path for app in ("itbiz", "orgchart", "catalog", "walkthroughs") for path in (ROOT / app).rglob("*.py")]
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title"}
# Not sentences: these stand for themselves in every language.
NAMES_OF_THINGS = {"itbiz"}

COMMENT = re.compile(r"\{% comment.*?endcomment %\}|\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(r"\{% blocktrans(?:late)?\b.*?endblocktrans(?:late)? %\}", re.DOTALL)
CLASSES = re.compile(r"\{% block (?:\w*class|split) %\}.*?\{% endblock.*?%\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def source(name):
    """Return a template's text without its comments."""
    return COMMENT.sub("", (FOLDER / name).read_text())


class Markup(HTMLParser):
    """Collects from a template what the page policy forbids, and the words that gettext does not see."""

    def __init__(self, text):
        super().__init__()
        self.forbidden, self.untranslated, self.open = [], [], ""
        self.feed(TAG.sub("", CLASSES.sub("", TRANSLATED.sub("", text))))
        self.close()

    def handle_starttag(self, tag, attrs):
        """Look at the element and its attributes."""
        self.open = tag
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names and names.get("type") != "application/json"):
            self.forbidden.append(f"<{tag}> without src")
        for name, text in attrs:
            if name == "style" or name.startswith(("on", "hx-on")) or (text or "").startswith("javascript:"):
                self.forbidden.append(f"<{tag} {name}>")
            if name in SPOKEN_ATTRIBUTES:
                self.hear(text or "")

    def handle_data(self, data):
        """Look at the words between elements."""
        if self.open not in ("script", "style", "code", "kbd"):
            self.hear(data)

    def handle_endtag(self, tag):
        """Words after an element belong to the one around it."""
        self.open = ""

    def hear(self, text):
        """Keep words of two letters and more."""
        words = re.findall(r"[^\W\d_]{2,}", text)
        if set(words) - NAMES_OF_THINGS:
            self.untranslated.append(" ".join(text.split()))


@pytest.mark.parametrize("name", NAMES)
def test_compiles(name):
    """Unknown tags, filters and missing parents are found before a reader finds them."""
    get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_has_nothing_that_the_policy_stops(name):
    """No inline script, no inline style, no handler in an attribute."""
    assert Markup(source(name)).forbidden == []


@pytest.mark.parametrize("name", SPOKEN)
def test_every_word_is_marked_for_translation(name):
    """English is the source; nothing on screen is said past gettext."""
    assert Markup(source(name)).untranslated == []


@pytest.mark.parametrize("name", NAMES)
def test_is_short(name):
    """A template that outgrows this is two."""
    assert len((FOLDER / name).read_text().splitlines()) <= CEILING


def test_every_template_is_used():
    """A template is named by another one or by the code."""
    texts = [source(name) for name in NAMES] + [path.read_text() for path in CODE]
    named = set(re.findall(r"""["']([\w./-]+\.\w+)["'#]""", "\n".join(texts)))
    assert set(NAMES) - named - FOUND_BY_NAME == set()


def test_the_markup_check_sees_what_it_should():
    """The check itself, on a template that breaks every rule once."""
    broken = Markup(
        '<p style="color:red" onclick="go()">Hello {{ name }}</p><style>p{}</style><script>go()</script>'
        '<a href="javascript:go()" title="Go there">{% translate "Go" %}</a>'
        "<p>{% blocktranslate %}All is well{% endblocktranslate %}</p>"
    )
    assert broken.forbidden == [
        "<p style>",
        "<p onclick>",
        "<style> without src",
        "<script> without src",
        "<a href>",
    ]
    assert broken.untranslated == ["Hello", "Go there"]
