"""What files call their columns, in English and in German, and what that is in the names that kinds of file know.

The one table of such names: what a kind calls its fields itself stands beside them (Field.headers) and comes first.
"""

_ABOVE = ("parent", "reports_to")
_HEAD = ("manager", "head", "reports_to")
_COUNT = ("headcount", "fte", "staff")
_CLIENT = ("client", "customer")
_DUE = ("need_by", "due")
# Who does something: of a project it would be the client.
_PROVIDER = ("unit_code",)

# The surest name first; of its meanings the first that the kind has a field for. Case, blanks, umlauts and gender do
# not matter, nor what stands in brackets. Texts that name nobody's field are left out: a wrong guess is worse.
_NAMES = (
    # Ids.
    (
        ("service_id",),
        "Service-Nr, Servicenummer, Service number, Leistungs-ID, Leistungsnummer, Leistungs-Nr, Produktnummer, "
        "Produkt-ID, Product ID, Artikelnummer, Article number, SKU, Offering ID, Catalog ID, Katalognummer",
    ),
    (
        ("project_id",),
        "Projektnummer, Projekt-Nr, Projekt-ID, Projektkürzel, Project number, Project no, Project key, Project ref, "
        "Project reference, Vorhabennummer, Vorhaben-Nr, Initiative ID",
    ),
    (
        ("contract_id",),
        "Vertragsnummer, Vertrags-Nr, Vertrags-ID, Contract number, Contract no, Contract ref, Auftragsnummer, "
        "Auftrags-Nr, Order number, Order no, PO number, Bestellnummer",
    ),
    (("vendor_id",), "Lieferantennummer, Lieferanten-Nr, Lieferanten-ID, Vendor number, Vendor no, Kreditorennummer"),
    (
        ("person_id", "employee_id"),
        "Personalnummer, Personal-Nr, PersNr, Personal-ID, Mitarbeiternummer, Mitarbeiter-Nr, Mitarbeiter-ID, "
        "MA-Nr, Employee ID, Employee number, Employee no, Employee #, Worker ID, Person ID, Staff number, Staff no, "
        "Personnel number, Personnel no, Associate ID",
    ),
    (
        ("org_id",),
        "OE-Nummer, OE-Nr, OE-ID, OE-Kürzel, OE-Kurzbezeichnung, OE-Code, OE-Schlüssel, Org-Nr, Org-Kürzel, Org-Code, "
        "Org unit ID, Org unit code, Org unit number, Organizational unit ID, Organisationseinheit-ID, "
        "Organisationsnummer, Organisationskennzeichen, Organisationskürzel, Einheit-ID, Abteilungsnummer, "
        "Abteilungs-Nr, Abteilungskürzel, Abteilungs-ID, Kurzzeichen, Department ID, Department code, "
        "Department number, Dept ID, Dept code, Division code, Team ID, Team code, Unit number, Unit no",
    ),
    (
        ("code", "id"),
        "Kürzel, Kennung, Schlüssel, Kennzeichen, Identifier, Unique ID, Reference, Ref, Nummer, Nr, Number, No, Key",
    ),
    # Whom a row belongs below.
    (
        ("parent_id", *_ABOVE),
        "Übergeordnete ID, Übergeordnete Nr, Übergeordnete Nummer, Übergeordnetes Kürzel, Übergeordnete OE-Nr, "
        "Übergeordnete OE-ID, Vorgesetzte OE-Nr, Parent number, Parent no, Parent key, Parent org ID, "
        "Parent org unit ID, Parent unit ID, Parent unit code, Parent department ID, Parent dept ID, Superior ID, "
        "Manager ID, Manager employee ID, Manager number, Supervisor ID, Line manager ID, Vorgesetzten-ID, "
        "Vorgesetztennummer, Vorgesetzten-Nr, Personalnummer Vorgesetzter, Personalnummer des Vorgesetzten, "
        "Elternelement-ID, Eltern-ID",
    ),
    (
        ("parent_line_id", "parent_contract_id"),
        "Parent contract, Part of contract, Übergeordneter Vertrag, Hauptvertrag, Oberposition, Parent line item",
    ),
    (
        _ABOVE,
        "Übergeordnet, Übergeordnete Einheit, Übergeordnete Abteilung, Übergeordnete OE, Übergeordnete Stelle, "
        "Übergeordnete Organisationseinheit, Übergeordneter Bereich, Übergeordnetes Element, Vorgesetzte Einheit, "
        "Vorgesetzte OE, Vorgesetzte Stelle, Vorgesetzte Abteilung, Vorgesetzte Organisationseinheit, "
        "Nächsthöhere Einheit, Nächsthöhere OE, Obereinheit, Oberabteilung, Oberbereich, Elterneinheit, Elternelement, "
        "Gehört zu, Untersteht, Unterstellt, Untergeordnet unter, Zugeordnet zu, Teil von, Berichtet an, "
        "Berichtet zu, Berichtslinie, Parent org unit, Parent organization, Parent organisation, Parent department, "
        "Parent dept, Parent division, Parent team, Parent group, Parent name, Higher unit, Superior unit, "
        "Superior, Upper unit, Reports into, Reporting to, Reports to unit, Belongs under, Part of, Sits under, Within",
    ),
    # What a row is called.
    (
        ("first_name",),
        "Vorname, Vornamen, Rufname, First name, Given name, Given names, Forename, Firstname, Preferred first name",
    ),
    (
        ("last_name",),
        "Nachname, Familienname, Zuname, Last name, Surname, Family name, Lastname, Preferred last name",
    ),
    (
        ("person", "employee"),
        "Vor- und Nachname, Vorname und Nachname, Vorname Nachname, Nachname Vorname, Name Vorname, Full name, "
        "Vollständiger Name, Anzeigename, Display name, Preferred name, Mitarbeitername, Name des Mitarbeiters, "
        "Employee name, Worker, Worker name, Staff member, Stelleninhaber, Positionsinhaber, Position holder, "
        "Incumbent",
    ),
    (
        ("name",),
        "Bezeichnung, Langbezeichnung, Langname, OE-Bezeichnung, OE-Name, Name der Einheit, Name der OE, "
        "Name der Organisationseinheit, Name der Abteilung, Einheitsname, Abteilungsname, Abteilungsbezeichnung, "
        "Bereichsname, Teamname, Organisationsname, Org unit name, Organizational unit name, Department name, "
        "Dept name, Division name, Team name, Group name, Organization name, Organisation name",
    ),
    (("unit", "org_id"), "OE, Org-Einheit, Orgeinheit, Organisationseinheit, Org unit, Org"),
    (
        ("unit",),
        "Einheit, Abteilung, Referat, Gruppe, Arbeitsgruppe, Fachbereich, Fachabteilung, Sachgebiet, Stabsstelle, "
        "Organizational unit, Organisational unit, Organization unit, Organisation unit, Business unit, Department, "
        "Dept, Division, Section, Directorate",
    ),
    (
        _PROVIDER,
        "Team, Squad, Owning unit, Owning team, Owner team, Owner unit, Responsible unit, "
        "Responsible team, Responsible department, Providing unit, Provided by, Provider, Delivered by, Support team, "
        "Support group, Service team, Verantwortliche Einheit, Verantwortliche Abteilung, Verantwortliche OE, "
        "Verantwortliches Team, Zuständige Einheit, Zuständige Abteilung, Zuständige Stelle, Zuständiges Team, "
        "Zuständiges Referat, Leistungserbringer, Erbringer, Erbringende Einheit, Erbracht von, Bereitgestellt von, "
        "Anbieter, Serviceteam",
    ),
    # Of a file with departments it is what they belong to, of another one the unit itself.
    (
        ("unit", *_ABOVE),
        "Bereich, Hauptabteilung, Geschäftsbereich, Dezernat, Ressort, Amt, Direktion, Organization, Organisation",
    ),
    # Who leads.
    (
        _HEAD,
        "Leitung, Leiter, Abteilungsleiter, Abteilungsleitung, Bereichsleiter, Bereichsleitung, Teamleiter, "
        "Teamleitung, Gruppenleiter, Gruppenleitung, Referatsleiter, Referatsleitung, Hauptabteilungsleiter, "
        "Fachbereichsleiter, Fachbereichsleitung, Dezernatsleitung, Dezernent, Amtsleiter, Amtsleitung, Ressortleiter, "
        "Einheitsleiter, OE-Leiter, OE-Leitung, Leitende Person, Leiter der Einheit, Leitung der Einheit, "
        "Name der Leitung, Name des Leiters, Name Leiter, Name Leitung, Führungskraft, Direkte Führungskraft, "
        "Disziplinarische Führungskraft, Vorgesetzter, Direkter Vorgesetzter, Disziplinarischer Vorgesetzter, "
        "Name des Vorgesetzten, Name Vorgesetzter, Verantwortlich, Verantwortlicher, Verantwortliche Person, Chef, "
        "Head of unit, Unit head, Unit manager, Unit lead, Head of department, Department head, Department manager, "
        "Dept head, Head of division, Division head, Division manager, Head of team, Team lead, Team leader, "
        "Team manager, Group lead, Group leader, Director, Direct manager, Direct supervisor, Supervisor name, "
        "Reporting manager, People manager, Responsible person, Responsible, Led by, Headed by, Owner",
    ),
    (
        ("deputies",),
        "Vertretung, Vertreter, Stellvertreter, Stellvertretung, Stv, Stv Leitung, Stv Leiter, Stellv Leitung, "
        "Stellv Leiter, Stellvertretende Leitung, Stellvertretender Leiter, Vertreten durch, "
        "Deputy head, Deputy manager, Deputy lead, Deputy director, Deputy name, Vice head, Vice, Second in command, "
        "Substitute, Stand-in",
    ),
    (
        ("manager_email", "head_email"),
        "E-Mail Leitung, E-Mail Leiter, E-Mail der Leitung, E-Mail des Leiters, E-Mail der Führungskraft, "
        "E-Mail Führungskraft, E-Mail Vorgesetzter, E-Mail des Vorgesetzten, Manager mail, Manager e-mail address, "
        "Head mail, Supervisor email, Lead email",
    ),
    (
        ("email",),
        "Mail, E-Mail-Adresse, Mailadresse, Emailadresse, E-Mail dienstlich, Dienstliche E-Mail, Geschäftliche E-Mail, "
        "Work email, Work e-mail, Business email, Company email, Primary email, Email work, Email id, E-mail address",
    ),
    (
        ("title",),
        "Titel, Funktion, Rolle, Stelle, Stellenbezeichnung, Funktionsbezeichnung, Berufsbezeichnung, "
        "Positionsbezeichnung, Jobtitel, Position, Tätigkeit, Titel der Leitung, Funktion der Leitung, Job, Job role, "
        "Job name, Position title, Business title, Function, Designation, Occupation",
    ),
    # How many they are where something else has the name, else who they are.
    (
        _COUNT,
        "Anzahl MA, MA, Anz MA, MA-Anzahl, MA-Zahl, Anzahl Mitarbeiter, Anzahl der Mitarbeiter, Anzahl Mitarbeitende, "
        "Anzahl der Mitarbeitenden, Anz Mitarbeiter, Mitarbeiterzahl, Mitarbeiteranzahl, Mitarbeitendenzahl, "
        "Anzahl Beschäftigte, Beschäftigte, Beschäftigtenzahl, Anzahl Personen, Anzahl Köpfe, Köpfe, Kopfzahl, "
        "Personalstärke, Personalbestand, Teamgröße, Planstellen, Anzahl Stellen, VZÄ, VZAE, Anzahl VZÄ, "
        "Vollzeitäquivalente, Vollzeitäquivalent, FTEs, Number of FTEs, Number of FTE, Full-time equivalents, "
        "Head count, Heads, HC, Number of employees, No of employees, Employee count, Number of staff, "
        "Staff count, Staff, Staffing, Number of people, People count, Team size, Size, Number of members",
    ),
    (("name", *_COUNT), "Mitarbeiter, Mitarbeitende, Employees, People"),
    # Projects, services, and what contracts are about.
    (
        ("project",),
        "Projekt, Vorhaben, Projektname, Projekttitel, Projektbezeichnung, Maßnahme, Initiative, Project title, "
        "Project description, Initiative name, Engagement",
    ),
    (
        ("need",),
        "Bedarf, Anforderung, Benötigt, Benötigte Leistung, Gegenstand, Vertragsgegenstand, Leistungsgegenstand, "
        "Auftragsgegenstand, What is needed, Requirement, Needed, Request, Requested, Subject, Contract subject, "
        "Statement of work, SOW",
    ),
    (
        ("service_name", "need", "product"),
        "Leistung, Dienstleistung, Dienst, Angebot, Produkt, Leistungsname, Leistungsbezeichnung, Leistungstitel, "
        "Servicename, Servicebezeichnung, Servicetitel, Produktname, Produktbezeichnung, IT-Service, IT-Leistung, "
        "IT-Dienst, Business-Service, Katalogeintrag, Anwendung, Anwendungsname, Fachverfahren, Verfahren, "
        "Service title, Service offering, Offering, Offer, Offering name, Product, Product name, IT service, "
        "Business service, Catalog item, Catalogue item, Application, Application name, App, App name, "
        "Capability, Component",
    ),
    (
        ("deliverable", "result", "outcome", "benefits"),
        "Ergebnis, Ergebnisse, Lieferergebnis, Lieferergebnisse, Liefergegenstand, Liefergegenstände, "
        "Leistungsergebnis, Erwartetes Ergebnis, Projektergebnis, Output, Deliverables, Results, Outcome, Outcomes, "
        "Expected outcome, Expected result, What you get",
    ),
    (
        ("acceptance", "accepted_when"),
        "Abnahme, Abnahmekriterium, Abnahmekriterien, Abgenommen wenn, Akzeptanzkriterien, Fertig wenn, "
        "Acceptance criteria, Acceptance criterion, Accepted if, Done when, Definition of done, DoD",
    ),
    (
        ("not_included",),
        "Nicht enthalten, Nicht im Umfang, Nicht inbegriffen, Nicht inkludiert, Ausgeschlossen, Ausschluss, "
        "Ausschlüsse, Abgrenzung, Exklusive, Out of scope, Not in scope, Excluded, Excludes, Exclusions, Exclusion",
    ),
    (
        ("included", "scope"),
        "Enthalten, Im Umfang, Inbegriffen, Inklusive, Umfang, Leistungsumfang, Lieferumfang, In scope, Scope, "
        "Includes, Inclusions, Scope of service",
    ),
    (
        ("customer_provides",),
        "Beistellung, Beistellungen, Mitwirkung, Mitwirkungen, Mitwirkungspflicht, Mitwirkungspflichten, "
        "Mitwirkungsleistungen, Mitwirkung des Kunden, Mitwirkungspflichten des Kunden, Kunde stellt bei, "
        "Kunde liefert, Kunde stellt bereit, Voraussetzungen, "
        "Customer responsibilities, Customer responsibility, Customer duties, Customer inputs, You provide, "
        "Prerequisites, Prerequisite, Preconditions",
    ),
    (
        ("unit_of_sale",),
        "Verkaufseinheit, Abrechnungseinheit, Verrechnungseinheit, Mengeneinheit, Preiseinheit, Bezugsgröße, "
        "Unit of measure, UoM, Billing unit, Charging unit, Pricing unit, Sales unit, Charge unit, Priced per",
    ),
    (
        ("price", "amount"),
        "Preis, Betrag, Kosten, Einzelpreis, Stückpreis, Einheitspreis, Listenpreis, Verrechnungspreis, Preis netto, "
        "Preis pro Einheit, Auftragswert, Vertragswert, Auftragssumme, Vertragssumme, Unit price, "
        "List price, Price per unit, Cost, Costs, Unit cost, Rate, Charge, Contract value, Contract amount, "
        "Order value, Total price",
    ),
    (("currency",), "Währung, Währungscode, Currency code, Curr"),
    (
        ("effort_low",),
        "Aufwand von, Aufwand ab, Aufwand min, Aufwand minimal, Aufwand mindestens, Mindestaufwand, Aufwand, "
        "Aufwand PT, Effort from, Effort min, Min effort, Minimum effort, Effort, Effort days, Effort PD",
    ),
    (
        ("effort_high",),
        "Aufwand bis, Aufwand max, Aufwand maximal, Aufwand höchstens, Maximalaufwand, Höchstaufwand, Effort to, "
        "Effort max, Max effort, Maximum effort",
    ),
    (
        ("lead_time_days",),
        "Lieferzeit, Lieferzeit in Tagen, Vorlauf, Vorlaufzeit, Vorlauf in Tagen, Bereitstellungszeit, "
        "Bereitstellungsdauer, Bearbeitungszeit, Durchlaufzeit, Lead time, Lead time in days, Lead days, "
        "Delivery time, Delivery days, Fulfilment time, Fulfillment time, Turnaround time, Turnaround",
    ),
    (
        ("review_due",),
        "Nächste Prüfung, Prüfung fällig, Prüfung am, Überprüfung, Überprüfung am, Überprüfen bis, Wiedervorlage, "
        "Nächstes Review, Review am, "
        "Review date, Next review, Next review date, Review by, Review on, To be reviewed",
    ),
    (("audience",), "Zielgruppe, Zielgruppen, Für wen, Target audience, Target group, For whom"),
    (("successor",), "Nachfolger, Nachfolgeservice, Abgelöst durch, Ersetzt durch, Replaced by, Superseded by"),
    (
        ("retires_on",),
        "Abschaltung, Abschaltung am, Abkündigung, Abkündigung am, Stilllegung, Einstellung am, Retirement date, "
        "Retired on, End of life, End of life date, EOL, EOL date, Sunset date, Decommission date",
    ),
    # Projects and contracts: for whom, from whom, until when.
    (("walkthrough",), "Walk-through, Durchgang, Durchsprache"),
    (("contractor", "vendor"), "Firma, Dienstleister, Subunternehmer, Company, Subcontractor, Third party"),
    (("supplier", "vendor", "contractor"), "Lieferant, Auftragnehmer, Zulieferer, Lieferantenname, Supplier name"),
    (
        _CLIENT,
        "Auftraggeber, Auftraggebende Einheit, Auftraggebende Abteilung, Auftraggebende OE, Beauftragende Einheit, "
        "Anfordernde Einheit, Anfordernde Abteilung, Bedarfsträger, Requesting unit, Requesting department, "
        "Requesting team, Requester unit, Buyer, Client unit, Client department, Client name, For unit, "
        "For department, Commissioned by",
    ),
    (("customer", "client"), "Kunde, Kundenname, Customer name, Customer unit, Account"),
    (
        ("sponsor",),
        "Projektsponsor, Project sponsor, Executive sponsor, Sponsor name, Business sponsor, Projekteigner, "
        "Project owner",
    ),
    (
        ("end_customer", "benefit"),
        "Endkunde, Endkunden, Nutznießer, Nutzen, Beneficiary, Beneficiaries, End user, End users, Who benefits",
    ),
    (("processes",), "Prozesse, Prozess, Geschäftsprozesse, Geschäftsprozess, Betroffene Prozesse, Process"),
    (
        ("benefits",),
        "Nutzenbeschreibung, Mehrwert, Vorteile, Ziele, Ziel, Goal, Goals, Objective, Objectives, Value add",
    ),
    (
        _DUE,
        "Termin, Benötigt bis, Benötigt zum, Fällig, Fällig am, Fällig bis, Fälligkeit, Fälligkeitsdatum, Frist, "
        "Zieltermin, Zieldatum, Wunschtermin, Liefertermin, Lieferdatum, Endtermin, Fertigstellung, "
        "Fertigstellungstermin, Fertig bis, Bis wann, Projektende, Geplantes Ende, Go-live, Go-live-Termin, "
        "Go-live date, Deadline, Target date, Required by, Required date, Delivery date, Finish date, Planned end, "
        "Planned end date, Completion date, Due on, Due by, By when",
    ),
    (
        ("starts",),
        "Beginn, Vertragsbeginn, Start, Startdatum, Laufzeit von, Laufzeitbeginn, Gültig ab, Gültig von, Start date, "
        "Starts on, Begins, Contract start, Valid from, Effective date, Effective from, Term start",
    ),
    (
        ("ends", "need_by"),
        "Enddatum, Ende, Vertragsende, Laufzeit bis, Laufzeitende, Gültig bis, Contract end, "
        "Contract end date, End date, Ends on, End, Expires, Expiry, Expiry date, Expiration date, Valid to, "
        "Valid until, Term end",
    ),
    (("conditions",), "Bedingungen, Konditionen, Vertragsbedingungen, Condition, Terms, Terms and conditions"),
    (("lead",), "Federführung, Ansprechpartner des Lieferanten, Delivery lead, Contract lead"),
    # Lines and vendors.
    (("line",), "Linie, Geschäftsfeld, Sparte, Geschäftslinie, LoB, Service line, Business"),
    (("held_by",), "Gehalten von, Betreut von, Betreuende Linie, Managed by line, Vendor manager line"),
    (("short_name",), "Kurzname, Kurzbezeichnung, Kurzform, Abbreviation, Abbrev, Short title, Acronym"),
    (("specialty",), "Fachgebiet, Spezialität, Spezialgebiet, Schwerpunkt, Focus, Specialism, Specialisation"),
    (("block",), "Art des Geschäfts, Geschäftsart, Geschäftstyp, Kind of business, Business model"),
    (("domain", "mission"), "Zuständigkeitsbereich, Domäne, Auftrag, Remit, Field of business"),
    (("inside_it",), "In der IT, Teil der IT, Gehört zur IT, Is IT, Part of IT, In IT, Belongs to IT"),
    (("active",), "Aktiv, Is active, Active employee, Beschäftigt"),
    (
        ("status", "state"),
        "Zustand, Lebenszyklus, Lebenszyklusstatus, Lebenszyklusphase, Servicestatus, Projektstatus, Vertragsstatus, "
        "Lifecycle, Life cycle, Lifecycle status, Lifecycle stage, Lifecycle state, Service status, Unit status, "
        "Project status, Project state, Contract status, Contract state, Current status",
    ),
    (
        ("description", "summary"),
        "Beschreibung, Kurzbeschreibung, Leistungsbeschreibung, Servicebeschreibung, Produktbeschreibung, "
        "Aufgabenbeschreibung, Aufgabe, Aufgaben, Aufgabengebiet, Zuständigkeit, Zuständigkeiten, Bemerkung, "
        "Bemerkungen, Kommentar, Anmerkung, Anmerkungen, Erläuterung, Short description, Service description, "
        "Product description, Unit description, Responsibilities, Tasks, Mandate, Charter, About, Abstract, Details, "
        "Comment, Comments, Remark, Remarks, Notes",
    ),
)

NAMES = {name.strip(): meanings for meanings, names in _NAMES for name in names.split(",")}
