"""Rule I1: what charts, lists of services, projects and contracts call their columns, in English and German."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itbiz.core.text import fold
from itbiz.exchange import kinds
from itbiz.exchange.columns import _neutral, map_columns
from itbiz.exchange.headers import NAMES
from itbiz.exchange.tables import parse
from itbiz.exchange.verdicts import Verdict
from orgchart.models import Person, Unit
from tests.exchange.files import load, said

# Headers as real files have them: a kind, then column=field, - for one that is not read.
ROWS = [
    "units: OE-Nr.=code; OE-Bezeichnung=name; Vorgesetzte Einheit=parent; Leitung=manager; Stellv. Leitung="
    "other_managers; Anzahl MA=headcount; Bemerkung=description",
    "units: OE=code; Bezeichnung=name; Übergeordnete OE=parent; OE-Leiter/in=manager; VZÄ=headcount; Kostenstelle=-",
    "units: Organisationseinheit=name; Kurzzeichen=code; Oberste Ebene=-; Nächsthöhere Einheit=parent; "
    "Leiter:in=manager; Vertreter:in=other_managers; Anzahl Mitarbeitende=headcount; Aufgaben=description",
    "units: ID=code; Name der Einheit=name; Übergeordnete Organisationseinheit=parent; Name der Leitung=manager; "
    "E-Mail der Leitung=manager_email; Funktion der Leitung=title; Planstellen=headcount; Standort=-",
    "units: Abteilung=name; Abteilungsleiter=manager; Stellvertreter=other_managers; MA=headcount",
    "units: Bereich=parent; Abteilung=name; Teamleiter/in=manager; Köpfe (Ist)=headcount",
    "units: Nr.=code; Referat=name; Untersteht=parent; Referatsleitung=manager; Beschäftigte=headcount; Zustand=status",
    "units: Department=name; Head of department=manager; Parent department=parent; Number of employees=headcount",
    "units: Dept ID=code; Dept name=name; Parent dept ID=parent; Department head=manager; Deputy head=other_managers; "
    "FTEs=headcount; Remarks=description; Cost centre=-",
    "units: OrgID=code; Org unit=name; Reports to unit=parent; Unit manager=manager; Head count=headcount",
    "units: Team=name; Team lead=manager; Part of=parent; Team size=headcount; Mission=description",
    "units: Unit code=code; Unit name=name; Superior unit=parent; Led by=manager; Manager title=title; "
    "Manager e-mail address=manager_email; Is IT=inside_it; Lifecycle=status",
    "units: Employee ID=code; First name=first_name; Last name=last_name; Job title=title; Manager ID=parent; "
    "Work email=email; Department=name; Location=-",
    "units: Employee name=person; Business title=title; Line manager=manager; Email=email; Manager email=manager_email",
    "units: Personalnummer=code; Nachname=last_name; Vorname=first_name; Vorgesetzter=manager; Abteilung=name",
    "people: Nachname=last_name; Vorname=first_name; E-Mail=email; Abteilung=units; Telefon=-",
    "people: Name=last_name; Vorname=first_name; Mail=email; Funktion=title; OE=units; Personal-Nr.=id",
    "people: Mitarbeiternummer=id; Mitarbeiter/in=name; Stellenbezeichnung=title; E-Mail-Adresse=email; Einheit=units",
    "people: Anzeigename=name; E-Mail (dienstlich)=email; Rolle=title; Organisationseinheit=units; Aktiv=active",
    "people: Employee ID=id; Given name=first_name; Surname=last_name; Email address=email; Position=title; Team=units",
    "people: Worker ID=id; Display name=name; Primary email=email; Business title=title; Org unit=units; Is active="
    "active; Hire date=-",
    "people: Id=id; Code=code; Name=name",
    "lines: Geschäftsfeld=name; Abteilung=unit; Kurzbezeichnung=short_name; Schwerpunkt=specialty; VZÄ=staff; "
    "Zuständigkeitsbereich=domain",
    "lines: LoB=name; Department=unit; Abbreviation=short_name; Kind of business=block; Focus=specialty; FTEs=staff",
    "vendors: Lieferantennummer=code; Lieferant=name; Betreut von=held_by; Ort=-",
    "vendors: Vendor no.=code; Company=name; Line=held_by",
    "services: Service-Nr.=code; Servicename=name; Serviceteam=unit; Lebenszyklus=status; Kurzbeschreibung=summary; "
    "Verantwortlich=-; Preis (EUR)=price; Währung=currency",
    "services: Leistungsnummer=code; Leistungsbezeichnung=name; Zuständige Abteilung=unit; Leistungsumfang=included; "
    "Nicht im Umfang=not_included; Mitwirkungspflichten=customer_provides; Abnahmekriterien=acceptance; Ergebnis="
    "deliverable; Verrechnungseinheit=unit_of_sale; Preis pro Einheit=price; Bereitstellungszeit in Tagen="
    "lead_time_days; Aufwand min (PT)=effort_low; Aufwand max (PT)=effort_high; Nächstes Review=review_due",
    "services: IT-Service=name; Erbringer=unit; Zielgruppe=audience; Status=status; Abgelöst durch=successor; "
    "Abschaltung am=retires_on",
    "services: Service ID=code; Service offering=name; Owning team=unit; Lifecycle stage=status; Short description="
    "summary; Deliverables=deliverable; Acceptance criteria=acceptance; In scope=included; Out of scope=not_included; "
    "Prerequisites=customer_provides; Billing unit=unit_of_sale; Unit price=price; Currency code=currency; Lead time "
    "(days)=lead_time_days; Min effort=effort_low; Max effort=effort_high; Next review date=review_due; Target "
    "audience=audience; End of life=retires_on; Replaced by=successor; Service owner=-",
    "services: Application name=name; Support group=unit; Service status=status; Notes=summary; Vendor=-",
    "projects: Projekt-Nr.=code; Projekttitel=title; Ergebnis=benefits; Auftraggebende Abteilung=client; Projektsponsor"
    "=sponsor; Endkunde=end_customer; Betroffene Prozesse=processes; Zieltermin=need_by; Projektstatus=status; "
    "Projektleiter=-; Budget=-",
    "projects: Nr=code; Ergebnis=title; Auftraggeber=client; Fertig bis=need_by",
    "projects: Vorhaben=title; Kunde=customer; Nutzen=end_customer; Geplantes Ende=need_by; Priorität=-",
    "projects: Project number=code; Project title=title; Requesting department=client; Executive sponsor=sponsor; "
    "Who benefits=end_customer; Business processes=processes; Objectives=benefits; Go-live date=need_by; Project "
    "status=status; Project manager=-; Responsible team=-",
    "projects: Ref=code; Initiative=title; Client unit=client; Deadline=need_by; State=status; End date=-",
    "contracts: Vertragsnummer=code; Projekt=walkthrough; Bedarf=need; Auftragnehmer=line; Hauptvertrag=parent; "
    "Liefergegenstand=deliverable; Abnahme=accepted_when; Liefertermin=due; Auftragswert=price; Währung=currency; "
    "Vertragsbeginn=starts; Vertragsende=ends; Vertragsstatus=state; Bedingungen=conditions",
    "contracts: Contract no.=code; Walkthrough=walkthrough; Requirement=need; Supplier=line; Parent contract=parent; "
    "Contract value=price; Start date=starts; End date=ends; Due by=due; Terms=conditions; Excluded=not_included",
    "contracts: Projekt=walkthrough; Id=code; Leistung=need; Erbringer=unit; Firma=firm; Aufwand von=effort_low; "
    "Aufwand bis=effort_high; Wiedervorlage=review_due",
    "services: Leistung=name; Mitwirkung des Kunden=customer_provides; Überprüfung am=review_due; Kind=-",
    "services: Name=name; The customer provides=customer_provides; Effort to, person-days=effort_high",
]


def told(row):
    """Return the kind of one of ROWS, its header, and {field: column}."""
    name, _colon, text = row.partition(": ")
    pairs = [pair.strip().rsplit("=", 1) for pair in text.split("; ")]
    return kinds.find(name), [column for column, _field in pairs], {field: c for c, field in pairs if field != "-"}


@pytest.mark.parametrize("row", ROWS)
def test_i1_the_columns_of_a_realistic_file_are_guessed(row):
    kind, header, fields = told(row)
    assert map_columns(header, kind.fields, labels=kind.all_labels).columns == fields


@pytest.mark.parametrize("name", kinds.names())
def test_i1_every_field_is_read_from_a_column_called_as_the_product_calls_it(name):
    kind = kinds.find(name)
    for field, label in kind.all_labels.items():
        assert map_columns([label], kind.fields, labels=kind.all_labels).columns == {field: label}
    header = list(kind.all_labels.values())
    assert map_columns(header, kind.fields, labels=kind.all_labels).columns == kind.all_labels


def test_i1_no_two_names_of_the_table_are_one_when_they_are_compared():
    spelled = {}
    for name, meanings in NAMES.items():
        assert spelled.setdefault(_neutral(name), meanings) == meanings, name


def test_i1_every_meaning_in_the_table_is_a_field_of_some_kind():
    known = {header for name in kinds.names() for field in kinds.find(name).fields for header in field.headers}
    assert {meaning for meanings in NAMES.values() for meaning in meanings} <= known


def test_i1_the_fields_of_a_kind_are_told_apart_by_their_labels():
    for name in kinds.names():
        kind = kinds.find(name)
        labels = [fold(kind.label_of(field.name)) for field in kind.fields]
        assert len(labels) == len(set(labels)), labels


@given(st.data())
def test_i1_an_export_is_read_as_it_was_written_whatever_is_empty_in_it(data):
    kind = kinds.find(data.draw(st.sampled_from(kinds.names())))
    header = tuple(kind.export.columns)
    needed = {"walkthrough", "code", "need", "name", "title"}
    empty = data.draw(st.sets(st.sampled_from(sorted(set(header) - needed))))
    found = map_columns(header, kind.fields, empty=empty).columns
    assert found == map_columns(header, kind.fields).columns
    assert set(found.values()) == set(header)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("ID,Nr.,Name\n,7,IT\n,8,Operations", {"code": "Nr.", "name": "Name"}),
        ("Unit,Einheit,Leitung\n,IT,Ada", {"name": "Einheit", "manager": "Leitung"}),
        ("unit,parent_id,belongs_to\nIT,,\nOperations,,IT", {"name": "unit", "parent": "belongs_to"}),
        ("unit,headcount\nIT,", {"name": "unit", "headcount": "headcount"}),
    ],
)
def test_i1_a_column_that_holds_nothing_yields_to_one_that_does(text, columns):
    table = parse(text.encode())
    assert map_columns(table.columns, kinds.find("units").fields, empty=table.empty).columns == columns


def test_i1_what_a_correction_names_is_no_last_name_by_chance():
    fields = kinds.find("people").fields
    found = map_columns(("Name", "Vorname"), fields, [("Name", "name")])
    assert found.columns == {"name": "Name", "first_name": "Vorname"}


def test_i4_first_and_last_names_are_one_name(db):
    report = load("people", "Nachname;Vorname;E-Mail\nLovelace;Ada;ada@example.org\nBlank;;\n;Cleo;".replace(";", ","))
    assert not report.errors
    assert set(Person.objects.values_list("name", "email")) == {
        ("Ada Lovelace", "ada@example.org"),
        ("Blank", ""),
        ("Cleo", ""),
    }
    assert load("people", "Name,Vorname,E-Mail\nLovelace,Ada,ada@example.org").counts == {Verdict.UNCHANGED: 1}


def test_i4_a_whole_name_beside_them_counts_and_none_at_all_is_an_error(db):
    report = load("people", "Full name,First name,Surname\nAda King,Ada,Lovelace\n,Ben,Blank\n,,", skip_bad_rows=True)
    assert set(Person.objects.values_list("name", flat=True)) == {"Ada King", "Ben Blank"}
    assert not report.errors
    report = load("people", "Vorname,Nachname,E-Mail\n,,ada@example.org")
    assert said(report) == ["row 2, column Nachname: The name is missing. Write a name, or leave the row out."]


def test_people_in_two_columns_who_report_to_people_are_positions(db):
    text = """
        Nachname,Vorname,Funktion,E-Mail,Vorgesetzter,E-Mail Vorgesetzter
        Lovelace,Ada,CIO,ada@example.org,,
        Blank,Ben,Head of Operations,ben@example.org,Ada Lovelace,ada@example.org"""
    assert not load("units", text).errors
    rows = Unit.objects.order_by("pk").values_list("name", "head__name", "head__email", "parent__name")
    assert list(rows) == [
        ("CIO", "Ada Lovelace", "ada@example.org", None),
        ("Head of Operations", "Ben Blank", "ben@example.org", "CIO"),
    ]


def test_positions_may_name_their_managers_by_ids(db):
    load("units", "Employee ID,First name,Last name,Job title,Manager ID\n1,Ada,Lovelace,CIO,\n2,Ben,Blank,Ops,1")
    assert list(Unit.objects.order_by("pk").values_list("code", "parent__code", "head__name")) == [
        ("1", None, "Ada Lovelace"),
        ("2", "1", "Ben Blank"),
    ]


def test_an_address_of_whoever_heads_is_theirs_and_wins_over_one_of_the_unit(db):
    load("units", "Unit,Manager,Manager email,Email\nIT,Ada,ada@example.org,it@example.org")
    assert Unit.objects.get().head.email == "ada@example.org"
