"""Rule I1: columns are guessed from the header and corrected by hand."""

import pytest

from itbiz.exchange import kinds
from itbiz.exchange.columns import Field, WrongMap, fit, guess_kind, map_columns

FIELDS = (
    Field("code", ("unit_id", "id")),
    Field("name", ("unit", "name")),
    Field("parent", ("parent_id", "parent")),
)
LED = (*FIELDS, Field("manager", ("manager", "head")), Field("other_managers", ("other_managers", "deputies")))


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


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (("Abteilung", "Leiter"), {"name": "Abteilung", "manager": "Leiter"}),
        (("Kürzel", "Name", "Leitung"), {"code": "Kürzel", "name": "Name", "manager": "Leitung"}),
        (("KUERZEL", "EINHEIT"), {"code": "KUERZEL", "name": "EINHEIT"}),
        (("Einheit", "Leiter/in", "Stellvertreter*innen"), ("name", "manager", "other_managers")),
        (("Einheit", "Vorgesetzte(r)"), ("name", "manager")),
        (("Bereich", "Abteilung"), {"parent": "Bereich", "name": "Abteilung"}),
        (("Bereich", "Chefin"), ("name", "manager")),
        (("Einheit", "Übergeordnete Einheit", "Nr."), ("name", "parent", "code")),
        (("Einheit", "Berichtet an:"), ("name", "parent")),
        (("Unit", "Einheit"), {"name": "Unit"}),
    ],
)
def test_i1_german_headers_are_guessed_whatever_gender_and_umlauts(header, columns):
    expected = columns if isinstance(columns, dict) else dict(zip(columns, header, strict=True))
    assert map_columns(header, LED).columns == expected


def test_i1_a_corrected_column_is_not_guessed_again():
    assert map_columns(("Abteilung", "Gruppe"), FIELDS, [("Abteilung", "")]).columns == {"name": "Gruppe"}


@pytest.mark.parametrize(
    ("kind", "header", "fields"),
    [
        ("units", "Nr;Abteilung;Leiter/in;Stellvertretung;Mitarbeiter", "code name manager other_managers headcount"),
        ("units", "Mitarbeiter;Vorgesetzte(r);Funktion;E-Mail", "name manager title email"),
        ("units", "Kürzel;Name;Übergeordnet;Status;Beschreibung", "code name parent status description"),
        ("people", "Personalnummer;Name;E-Mail;Titel;Abteilung", "id name email title units"),
        ("people", "Mitarbeiter;Mail;Einheit", "name email units"),
        ("lines", "Abteilung;Linie;Kurzname;Fachgebiet", "unit name short_name specialty"),
        (
            "services",
            "Einheit;Leistung;Ergebnis;Abnahme;Beistellungen",
            "unit name deliverable acceptance customer_provides",
        ),
        ("services", "Leistung;Preis;Währung;Aufwand von;Aufwand bis", "name price currency effort_low effort_high"),
        ("projects", "Nummer;Projekt;Auftraggeber;Benötigt bis;Zustand", "code title client need_by status"),
        ("projects", "Titel;Kunde;Nutzen", "title customer end_customer"),
        ("contracts", "Projekt;Einheit;Leistung;Betrag;Währung", "walkthrough unit need price currency"),
    ],
)
def test_i1_a_german_file_of_any_kind_is_guessed(kind, header, fields):
    header = tuple(header.split(";"))
    mapping = map_columns(header, kinds.find(kind).fields)
    assert mapping.columns == dict(zip(fields.split(), header, strict=True))


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("Einheit", "Leitung", "Übergeordnete Einheit"), "units"),
        (("unit_id", "unit", "parent_id", "manager"), "units"),
        (("Leistung", "Einheit", "Ergebnis", "Abnahme", "Preis", "Währung"), "services"),
        (("project_id", "Projekt", "Kunde", "Status"), "projects"),
        (("Name", "E-Mail", "Titel", "Aktiv"), "people"),
        (("walkthrough", "line_id", "parent_line_id", "unit", "product"), "contracts"),
        (("colour", "shape"), None),
    ],
)
def test_the_kind_is_guessed_that_has_a_field_for_most_columns(header, kind):
    found = guess_kind(header, [kinds.find(name) for name in kinds.names()])
    assert (found and found.name) == kind


KEPT = (("Nr", "code"), ("Wie", "name"), ("Wer", "manager"), ("Wo", ""))


def test_a_kept_mapping_reads_on_where_a_column_that_is_not_needed_is_gone():
    assert fit(KEPT, ("Nr", "Wie", "Wo"), kinds.find("units")) == (
        [("Nr", "code"), ("Wie", "name"), ("Wo", "")],
        ["Wer"],
    )
    assert fit(KEPT, ("Nr", "Wie", "Wer"), kinds.find("units")) == (list(KEPT[:3]), [])


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (("Wie", "Wer"), "reads “Nr” as “Id”, and the file has no such column. Bring the file that has it"),
        (("Nr", "Wer"), "reads “Wie” as “Name”"),
    ],
)
def test_a_kept_mapping_is_refused_where_a_column_is_gone_that_tells_rows_apart(header, words):
    with pytest.raises(WrongMap, match=words):
        fit(KEPT, header, kinds.find("units"))


def test_a_parent_that_is_gone_would_make_roots_of_all():
    with pytest.raises(WrongMap, match="as “Reports to”"):
        fit([("Name", "name"), ("Unter", "parent")], ("Name",), kinds.find("units"))
