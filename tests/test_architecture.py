"""The house stands as docs/architecture.md says: layers, pure models, one write path, no signals, small files."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("itbiz", "orgchart", "catalog", "walkthroughs")
FLOOR = {"core", "audit", "access", "api", "exchange", "live"}
LAYERS = ("floor", "orgchart", "catalog", "walkthroughs", "roof")
CODE = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
WRITTEN = [path for path in CODE if "migrations" not in path.parts]
NAMES = [str(path.relative_to(ROOT)) for path in WRITTEN]

# What knows neither pages nor REST: models, rules, and what these stand on.
PURE = re.compile(
    r"(^|/)(models(/\w+)?|rules|reach|sides|moves|permissions|principals)\.py$|^itbiz/audit/|querysets\.py$"
)
WEB = ("django.http", "django.forms", "django.views", "django.template", "django.shortcuts", "django.middleware")
WEB += ("rest_framework", "drf_spectacular", "django_filters", "crispy_forms", "django_htmx")
WEB_MODULES = ("forms", "views", "serializers", "viewsets", "filters", "urls")

# Where rows may be written without a verb, and why.
WRITERS = {
    "itbiz/audit/": "the change log itself",
    "itbiz/core/models.py": "the base of all verbs",
    "itbiz/core/querysets.py": "the guard of bulk writes",
}
QUERYSET_WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "aupdate", "abulk_create"}
ROW_WRITES = {"save", "delete"}
# Django's own rows and rows that are no part of the organisation: they are not in the log.
NOT_LOGGED = {
    "itbiz/exchange/keys.py": "outside keys of imported rows",
    "itbiz/api/idempotency.py": "answers kept for a repeated request",
    "itbiz/demo/clearing.py": "parts of the demo's rows, each logged with its row, before the rows go",
    "walkthroughs/planting.py": "whole trees of an import: bulk rows, logged one by one",
    "itbiz/core/migrating.py": "columns that follow from others, rewritten by a migration",
}


@cache
def tree_of(path):
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(), filename=str(path))


def layer_of(parts):
    """Return the layer of a module, given as the parts of its name; None for what is not ours."""
    if parts[0] == "itbiz":
        return "floor" if len(parts) > 1 and parts[1] in FLOOR else "roof"
    return parts[0] if parts[0] in LAYERS else None


def imports(path):
    """Return the dotted names that a file imports, `from a import b` as both "a" and "a.b"."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level)
    return found


def calls(path):
    """Return (line, method, keywords, receiver as source) of every method call in a file."""
    return [
        (node.lineno, node.func.attr, {keyword.arg for keyword in node.keywords}, ast.unparse(node.func.value))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def test_there_is_code_to_look_at():
    assert len(WRITTEN) > 50
    assert {layer_of(path.relative_to(ROOT).with_suffix("").parts) for path in CODE} == set(LAYERS)


@pytest.mark.parametrize("name", NAMES)
def test_a_module_imports_its_own_layer_or_a_lower_one(name):
    own = LAYERS.index(layer_of(Path(name).with_suffix("").parts))
    above = {
        module
        for module in imports(ROOT / name)
        if (layer := layer_of(module.split("."))) is not None and LAYERS.index(layer) > own and module != "itbiz"
    }
    assert above == set()


def test_nothing_is_imported_from_the_tests_or_by_a_relative_name():
    for path in WRITTEN:
        assert not {module for module in imports(path) if module.split(".")[0] in ("tests", "")}, path


@pytest.mark.parametrize("name", [name for name in NAMES if PURE.search(name)])
def test_models_and_rules_know_no_http_no_forms_no_rest(name):
    known = imports(ROOT / name)
    assert {module for module in known if module.startswith(WEB)} == set()
    ours = {module for module in known if layer_of(module.split(".")) is not None}
    assert {module for module in ours if set(module.split(".")) & set(WEB_MODULES)} == set()


def test_there_are_no_signals():
    for path in WRITTEN:
        known = imports(path)
        assert not {module for module in known if module.startswith("django.dispatch") or "signals" in module}, path


def test_there_is_no_admin():
    assert [path for path in CODE if path.name == "admin.py"] == []
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def is_model(name):
    """Return whether a file holds models, whose verbs write."""
    return re.search(r"(^|/)models(/\w+)?\.py$", name) is not None


def writes(name):
    """Return the writes of a file that no verb makes."""
    found = []
    for line, method, keywords, receiver in calls(ROOT / name):
        queryset = ".objects" in receiver or re.search(r"\.(filter|exclude|all)\(", receiver)
        bulk = method in QUERYSET_WRITES or (queryset and method in ("update", "delete") and "by" not in keywords)
        created = method == "create" and receiver.endswith("objects")
        single = method in ROW_WRITES and "by" not in keywords and not receiver.startswith("super")
        if created or ((bulk or single) and not is_model(name)):
            found.append(f"{name}:{line} {receiver}.{method}()")
    return found


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(tuple(WRITERS))])
def test_u1_there_is_one_write_path(name):
    assert writes(name) == [] or name in NOT_LOGGED


@pytest.mark.parametrize("name", NOT_LOGGED)
def test_an_exception_of_the_write_path_is_one(name):
    assert writes(name) != []


def test_rows_are_locked_by_verbs_alone():
    """`select_for_update` outside models would be a second way to write."""
    for name in NAMES:
        methods = {method for _line, method, _keywords, _receiver in calls(ROOT / name)}
        assert "select_for_update" not in methods or is_model(name), name


def functions(path):
    """Return (name, number of lines) of every function of a file."""
    return [
        (node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
    ]


@pytest.mark.parametrize("path", WRITTEN + TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_keep_their_size(path):
    # What the demo says is content: it has as many lines as it has words.
    content = "demo" in path.parts and all(isinstance(node, (ast.Assign, ast.Expr)) for node in tree_of(path).body)
    assert len(path.read_text().splitlines()) <= 400 or content
    assert [(name, lines) for name, lines in functions(path) if lines > 50] == []


# Colours, and the words of the glossary that are to be avoided.

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!;\d)|\b(?:rgb|hsl|oklch|lab)a?\(", re.IGNORECASE)


@pytest.mark.parametrize("path", sorted((ROOT / "static" / "css").glob("*.css")), ids=lambda path: path.name)
def test_n2_colours_stand_in_one_file(path):
    assert COLOUR.findall(path.read_text()) == [] or path.name == "tokens.css"


@pytest.mark.parametrize("folder", ["static/js", "templates"])
def test_n2_no_colour_stands_in_a_script_or_a_template(folder):
    for path in (path for path in (ROOT / folder).rglob("*.*") if path.suffix in (".js", ".html", ".svg")):
        text = re.sub(
            r'(href|id|for|querySelector\w*|closest|matches|hx-\w+)(="|\()["\']?#?[^"\']*', "", path.read_text()
        )
        assert COLOUR.findall(text) == [], path


AVOIDED = (
    *("ticket", "work package", "assignee", "responsible", "stakeholder", "requester", "contributor", "kick-off"),
    *("backlog", "RAID", "violation", "prerequisite", "change request", "outsourcing", "SLA", "WBS", "mission"),
)
SENTENCE = re.compile(r"\{% (?:block)?trans(?:late)? [\"'](.*?)[\"']|\b_\(\s*[\"'](.*?)[\"']\s*[,)]")


def sentences():
    """Return (file, sentence) of everything that is marked for translation, which is everything on screen."""
    pages = list((ROOT / "templates").rglob("*.html"))
    for path in WRITTEN + pages:
        for match in SENTENCE.finditer(path.read_text()):
            yield path.relative_to(ROOT), match[1] or match[2] or ""


def test_n3_no_word_to_avoid_is_said_on_screen():
    said = list(sentences())
    assert len(said) > 300
    words = re.compile(rf"\b({'|'.join(AVOIDED)})s?\b")
    found = [f"{path}: {sentence}" for path, sentence in said if words.search(sentence)]
    # Content of the invented company is not the product's own voice.
    assert [where for where in found if not where.startswith("itbiz/demo/")] == []
