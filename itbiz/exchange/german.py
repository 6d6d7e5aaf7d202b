"""What German files call their columns, and what that is in the names that kinds of file know."""

_ID = ("code", "id")
_NAME = ("name", "title")
_UNIT = ("unit",)
_ABOVE = ("parent", "reports_to")
_HEAD = ("manager", "head", "reports_to")
_DEPUTY = ("other_managers", "deputies", "deputy")
_SERVICE = ("service_name", "need", "product", "service")
_COUNT = ("headcount", "fte", "staff")

# The surest word first; of its meanings the first that the kind has a field for. Gender and umlauts do not matter.
GERMAN = {
    **dict.fromkeys(("Kürzel", "Kennung", "Schlüssel", "Nummer", "Nr"), _ID),
    **dict.fromkeys(("Einheit", "Organisationseinheit", "Org-Einheit", "OE", "Abteilung", "Referat", "Gruppe"), _UNIT),
    "Übergeordnete ID": ("parent_id", *_ABOVE),
    "Übergeordnete Nr": ("parent_id", *_ABOVE),
    "Übergeordnetes Kürzel": ("parent_id", *_ABOVE),
    **dict.fromkeys(("Übergeordnet", "Übergeordnete Einheit", "Übergeordnete Abteilung"), _ABOVE),
    **dict.fromkeys(("Gehört zu", "Untersteht", "Berichtet an", "Oberbereich"), _ABOVE),
    # Of a file with departments it is what they belong to, of another one the unit itself.
    "Bereich": ("unit", *_ABOVE),
    **dict.fromkeys(("Leitung", "Leiter", "Abteilungsleiter", "Abteilungsleitung", "Bereichsleiter"), _HEAD),
    **dict.fromkeys(
        ("Teamleiter", "Führungskraft", "Vorgesetzter", "Verantwortlich", "Verantwortlicher", "Chef"), _HEAD
    ),
    **dict.fromkeys(("Vertretung", "Vertreter", "Stellvertreter", "Stellvertretung", "Stv"), _DEPUTY),
    **dict.fromkeys(("Leistung", "Dienstleistung", "Dienst", "Angebot", "Produkt"), _SERVICE),
    **dict.fromkeys(("Projekt", "Vorhaben", "Projektname"), ("project",)),
    "Projektnummer": ("project_id",),
    "Personalnummer": ("person_id", "id"),
    **dict.fromkeys(("Bezeichnung", "Vor- und Nachname"), _NAME),
    **dict.fromkeys(("Ergebnis", "Lieferergebnis", "Liefergegenstand"), ("deliverable", "result")),
    **dict.fromkeys(("Abnahme", "Abnahmekriterium", "Abnahmekriterien", "Abgenommen wenn"), ("acceptance",)),
    **dict.fromkeys(("Nicht enthalten", "Ausgeschlossen", "Abgrenzung"), ("not_included",)),
    **dict.fromkeys(("Enthalten", "Umfang", "Leistungsumfang"), ("included", "scope")),
    **dict.fromkeys(("Beistellung", "Beistellungen", "Mitwirkung", "Kunde stellt bei"), ("customer_provides",)),
    **dict.fromkeys(("Verkaufseinheit", "Abrechnungseinheit", "Mengeneinheit"), ("unit_of_sale",)),
    **dict.fromkeys(("Preis", "Betrag", "Kosten"), ("price", "amount")),
    "Währung": ("currency",),
    **dict.fromkeys(("Aufwand von", "Aufwand mindestens", "Aufwand"), ("effort_low",)),
    **dict.fromkeys(("Aufwand bis", "Aufwand höchstens"), ("effort_high",)),
    **dict.fromkeys(("Lieferzeit", "Lieferzeit in Tagen", "Vorlauf", "Vorlaufzeit"), ("lead_time_days",)),
    **dict.fromkeys(("Nächste Prüfung", "Prüfung fällig", "Überprüfung", "Wiedervorlage"), ("review_due",)),
    "Zielgruppe": ("audience",),
    **dict.fromkeys(("Lieferant", "Auftragnehmer"), ("supplier", "vendor", "contractor")),
    "Firma": ("vendor", "contractor"),
    "Kunde": ("customer", "client"),
    "Auftraggeber": ("client", "customer"),
    **dict.fromkeys(("Endkunde", "Nutzen"), ("end_customer", "benefit")),
    **dict.fromkeys(("Termin", "Benötigt bis", "Fällig", "Fälligkeit", "Frist"), ("need_by", "due")),
    **dict.fromkeys(("E-Mail", "Mail", "E-Mail-Adresse"), ("email",)),
    **dict.fromkeys(("Titel", "Funktion", "Rolle", "Stelle", "Position"), ("title",)),
    **dict.fromkeys(("Linie", "Geschäftsfeld", "Sparte"), ("line",)),
    **dict.fromkeys(("Kurzname", "Kurzbezeichnung"), ("short_name",)),
    **dict.fromkeys(("Fachgebiet", "Spezialität"), ("specialty",)),
    **dict.fromkeys(("In der IT", "Teil der IT"), ("inside_it",)),
    "Aktiv": ("active",),
    **dict.fromkeys(("Mitarbeiterzahl", "Anzahl Mitarbeiter", "Köpfe"), _COUNT),
    # How many they are where something else has the name, else who they are.
    "Mitarbeiter": ("name", *_COUNT),
    **dict.fromkeys(("Status", "Zustand"), ("status", "state")),
    **dict.fromkeys(("Beschreibung", "Kurzbeschreibung", "Bemerkung", "Aufgabe"), ("description", "summary")),
}
