"""The pages of imports: looked at, corrected, written, undone; nothing is lost on the way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from catalog.models import Service
from itbiz.audit.models import ChangeSet
from itbiz.exchange.looking import look
from itbiz.exchange.models import MOST_WAITING, WAITS, KeptMapping, Upload
from orgchart.models import Unit
from tests.cast import SYSTEM, principal
from tests.exchange.uploads import CHART, CYCLE, act, bring
from tests.exchange.workbooks import made
from tests.pages import sign_in

pytestmark = pytest.mark.django_db

# With a column that no header gives away.
ODD = "Id\tWhat we call it\nlab\tLaboratory\n"


@pytest.fixture
def cio(company, client):
    """A browser of the CIO."""
    return sign_in(client, company.nadia)


def test_pasted_rows_are_looked_at_written_and_undone(cio):
    upload = bring(cio, CHART.replace("Above", "parent"))
    before = Unit.objects.count()
    page = cio.get(reverse("import", args=[upload.pk]))
    assert page.context["report"]["counts"]["create"] == 2
    assert Unit.objects.count() == before
    done = act(cio, upload, "write")
    assert Unit.objects.get(code="test").parent.code == "lab"
    assert "Undo it" in done.text
    upload.refresh_from_db()
    assert bytes(upload.data) == b""
    row = ChangeSet.objects.get(pk=upload.change_set_id)
    assert (row.source, row.title, row.actor_name) == ("import", "Units imported from pasted rows", "Nadia Haddad")
    cio.post(reverse("undo-change-set", args=[row.pk]))
    assert Unit.objects.count() == before


def test_services_that_came_as_drafts_lead_to_publishing_them(cio):
    text = "name\tunit\tstatus\nBackup\tdb\t\nRestores\tdb\tdraft\nReports\tdb\tlive\n"
    upload = bring(cio, text, kind="services")
    assert reverse("catalog:drafts") not in cio.get(reverse("import", args=[upload.pk])).text
    done = act(cio, upload, "write")
    link = f'<a href="{reverse("catalog:drafts")}">'
    assert f"2 new services are drafts, so nobody can ask for them yet: {link}publish them</a>." in done.text
    assert "no line answers for" not in done.text


def test_services_that_came_without_a_line_lead_to_naming_it_whatever_their_status(cio):
    upload = bring(cio, "name\tunit\tstatus\nBackup\t\tlive\nRestores\tdb\t\n", kind="services")
    said = act(cio, upload, "write").text
    link = f'<a href="{reverse("catalog:drafts")}">'
    assert f"1 new service is a draft that no line answers for: {link}name its line</a>, then publish it." in said
    assert f"1 new service is a draft, so nobody can ask for it yet: {link}publish it</a>." in said


def test_a_draft_that_a_file_only_changed_is_not_told_as_new(cio):
    act(cio, bring(cio, "id\tname\tunit\nb\tBackup\tdb\n", kind="services"), "write")
    done = act(cio, bring(cio, "id\tname\tunit\nb\tBackups\tdb\n", kind="services"), "write")
    assert "Undo it" in done.text
    assert reverse("catalog:drafts") not in done.text


def test_a_file_is_kept_under_its_name(cio):
    file = SimpleUploadedFile("org.csv", b"id;name\nlab;Labor f\xfcr alles\n")
    cio.post(reverse("imports"), {"kind": "units", "file": file, "source": "hr"})
    upload = Upload.objects.get()
    act(cio, upload, "write")
    assert Unit.objects.get(code="lab").name == "Labor für alles"
    assert ChangeSet.objects.latest("number").title == "Units imported from org.csv"


def test_columns_are_corrected_on_the_page_and_kept_by_name(cio):
    upload = bring(cio, ODD, kind="services")
    page = act(cio, upload, "keep", **{"column-1": "name", "keep_as": "night"})
    assert page.context["form"]["column-1"].value() == "name"
    kept = KeptMapping.objects.get()
    assert "The mapping is kept as “night”. Choose it where you bring the next file" in page.text
    assert (kept.name, kept.kind, kept.source) == ("night", "services", "sheet")
    assert ["Id", "code"] in kept.corrections
    again = bring(cio, ODD, kind="services", mapping=kept.pk)
    assert again.outcome["report"]["columns"]["name"] == "What we call it"


def test_a_column_missing_is_said_and_can_be_chosen(cio):
    upload = bring(cio, "Foo\tBar\nlab\tLaboratory\n")
    page = cio.get(reverse("import", args=[upload.pk]))
    assert "No column is read as" in page.context["problem"]
    fixed = act(cio, upload, "look", **{"column-0": "code", "column-1": "name"})
    assert fixed.context["report"]["counts"]["create"] == 1


def test_rows_that_look_like_something_else_are_read_so_with_a_button(cio):
    upload = bring(cio, "Id\tName\tUnit\tDeliverable\nx\tX\tdb\tIt runs\n")
    page = cio.get(reverse("import", args=[upload.pk]))
    assert "these columns look more like services" in page.text
    page = act(cio, upload, "likely")
    assert page.context["kind"].name == "services"
    assert page.context["likely"] == ""
    act(cio, upload, "write")
    assert Service.objects.get(code="x").deliverable == "It runs"


def test_two_columns_as_one_field_are_refused(cio):
    upload = bring(cio, CHART)
    page = act(cio, upload, "look", **{"column-0": "name", "column-1": "name"})
    assert page.status_code == 422
    assert "is read as this already" in page.text


def test_errors_are_shown_first_and_nothing_is_written_until_bad_rows_are_left_out(cio):
    upload, before = bring(cio, CYCLE), Unit.objects.count()
    page = act(cio, upload, "write")
    assert Unit.objects.count() == before
    assert page.context["shown"] == "error"
    assert [row["row"] for row in page.context["rows"]] == [2, 3]
    assert act(cio, upload, "skip").context["writes"] == 1
    assert Unit.objects.count() == before
    act(cio, upload, "write")
    assert set(Unit.objects.order_by("-pk").values_list("code", flat=True)[:1]) == {"c"}
    assert Unit.objects.count() == before + 1


def test_a_column_of_names_and_one_of_managers_is_enough(cio):
    upload = bring(cio, "Name\tManager\nAda\t\nBen\tAda\nCleo\tAda\n", source="")
    assert upload.source == "files"
    full = act(cio, upload, "look", full="on")
    assert "Say which system the file tells all of" in full.context["problem"]
    act(cio, upload, "look", full="")
    assert act(cio, upload, "keep", keep_as="people").status_code == 200
    act(cio, upload, "write")
    assert Unit.objects.get(name="Ben").parent.name == "Ada"
    again = bring(cio, "Name\tManager\nAda\t\nBen\tAda\nCleo\tAda\n", mapping=KeptMapping.objects.get().pk, source="")
    assert again.outcome["report"]["counts"]["unchanged"] == 3


def test_a_column_left_out_stays_out_under_a_kept_mapping(cio):
    rows = "Id\tName\tUnit\nx\tX\tnowhere\n"
    upload = bring(cio, rows, kind="services")
    act(cio, upload, "keep", **{"column-2": "", "keep_as": "night"})
    again = bring(cio, rows, kind="services", mapping=KeptMapping.objects.get().pk)
    assert again.outcome["report"]["counts"]["create"] == 1


def test_what_was_not_looked_at_is_not_written(cio):
    upload, before = bring(cio, CHART), ChangeSet.objects.count()
    page = act(cio, upload, "write", **{"column-2": "description"})
    assert page.status_code == 409
    assert "This is what would happen now" in page.text
    assert ChangeSet.objects.count() == before
    page = act(cio, upload, "write")
    assert "Written: 2 new rows." in page.text


def test_what_is_sent_twice_at_once_is_written_once_and_can_be_undone(company, cio):
    upload = bring(cio, CHART)
    late = Upload.objects.get(pk=upload.pk)
    act(cio, upload, "write")
    upload.refresh_from_db()
    look(late, principal(company.nadia), apply=True)
    late.refresh_from_db()
    assert (late.change_set_id, late.is_done) == (upload.change_set_id, True)
    assert late.outcome["report"]["counts"]["create"] == 2


def test_closing_is_counted_on_the_button(cio):
    act(cio, bring(cio, CHART), "write")
    upload = bring(cio, "Id\tName\nlab\tLaboratory\n")
    page = act(cio, upload, "look", full="on", close_missing="on")
    assert "Close the one that is missing" in page.text
    act(cio, upload, "write", full="on", close_missing="on")
    assert Unit.objects.get(code="test").status == "closed"


@pytest.mark.parametrize(("who", "says"), [("olga", "kept by Nadia Haddad"), ("nadia", "for another kind of file")])
def test_a_name_that_cannot_be_taken_is_an_error_of_its_field_and_nothing_is_lost(company, client, who, says):
    sign_in(client, company.nadia)
    act(client, bring(client, CHART), "keep", keep_as="night")
    sign_in(client, getattr(company, who))
    page = act(client, bring(client, ODD, kind="services"), "keep", **{"column-1": "name", "keep_as": "night"})
    assert page.status_code == 422
    [sentence] = page.context["form"].errors["keep_as"]
    assert says in sentence
    assert "Choose another name." in sentence
    assert page.context["form"]["keep_as"].value() == "night"
    assert page.context["form"]["column-1"].value() == "name"
    assert KeptMapping.objects.get().kind == "units"


def test_a_mapping_without_a_name_asks_for_one(cio):
    page = act(cio, bring(cio, CHART), "keep")
    assert page.status_code == 422
    assert page.context["form"].errors["keep_as"]


def test_files_that_wait_say_what_they_hold_and_since_when(cio):
    bring(cio, CHART, source="hr")
    page = cio.get(reverse("imports"))
    [(upload, kind)] = page.context["waiting"]
    assert kind == "Units"
    assert f'<time datetime="{timezone.localtime(upload.created_at):%Y-%m-%dT%H:%M}' in page.text
    assert "Units, from hr" in page.text


def test_pasting_more_than_a_form_takes_is_told(cio, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    page = cio.post(reverse("imports"), {"kind": "units", "text": "x" * 2_000})
    assert page.status_code == 413
    assert "Save the rows as a file" in page.text


def test_files_that_wait_are_forgotten(cio, company):
    for _time in range(MOST_WAITING + 2):
        upload = bring(cio, CHART)
    assert Upload.objects.count() == MOST_WAITING
    Upload.objects.filter(pk=upload.pk).update(created_at=timezone.now() - WAITS)
    call_command("remind")
    assert not Upload.objects.filter(pk=upload.pk).exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": "units", "source": "x"}, "text"),
        ({"kind": "units", "text": "  ", "source": "x"}, "text"),
        ({"kind": "units", "text": "only a header", "source": "x"}, "text"),
        ({"kind": "boxes", "text": CHART, "source": "x"}, "kind"),
        ({"kind": "units", "text": CHART, "source": "x" * 101}, "source"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_what_was_typed_stays(cio, sent, field):
    page = cio.post(reverse("imports"), sent)
    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert page.context["form"]["text"].value() == sent.get("text")
    assert not Upload.objects.exists()


def test_v4_nobody_sees_the_file_of_another(company, cio, client):
    upload = bring(cio, CHART)
    sign_in(client, company.olga)
    for name in ("import", "import-rows"):
        assert client.get(reverse(name, args=[upload.pk])).status_code == 404
    assert client.post(reverse("import", args=[upload.pk]), {"act": "write"}).status_code == 404


def test_p1_rows_of_others_are_errors_that_are_not_skipped(company, client):
    sign_in(client, company.maya)
    upload, before = (
        bring(client, "id\tname\tunit\tstatus\nx\tOurs\terp\tdraft\ny\tTheirs\tdb\tdraft\n", kind="services"),
        ChangeSet.objects.count(),
    )
    act(client, upload, "skip")
    page = act(client, upload, "write")
    assert [row["row"] for row in page.context["rows"]] == [3]
    assert ChangeSet.objects.count() == before


def test_p1_rows_of_others_are_told_together_with_other_errors(company, client):
    sign_in(client, company.maya)
    rows = "x\tOurs\terp\tdraft\ny\tTheirs\tdb\tdraft\nz\tOurs, too\terp\tthriving\n"
    upload = bring(client, "id\tname\tunit\tstatus\n" + rows, kind="services")
    assert [error["row"] for error in upload.outcome["report"]["errors"]] == [3, 4]


def test_a_mapping_is_forgotten_by_whoever_kept_it_or_the_cio(company, cio, client):
    act(cio, bring(cio, ODD, kind="services"), "keep", **{"column-1": "name", "keep_as": "night"})
    kept = KeptMapping.objects.get()
    sign_in(client, company.olga)
    assert client.post(reverse("forget-mapping", args=[kept.pk])).status_code == 403
    sign_in(client, company.nadia)
    assert client.post(reverse("forget-mapping", args=[kept.pk])).status_code == 302
    assert not KeptMapping.objects.exists()


def test_an_empty_file_and_an_empty_paste_are_told_once(cio):
    page = cio.post(reverse("imports"), {"kind": "units", "file": SimpleUploadedFile("units.csv", b"")})
    assert dict(page.context["form"].errors) == {"file": ["The submitted file is empty."]}
    page = cio.post(reverse("imports"), {"kind": "units", "text": " \n"})
    assert dict(page.context["form"].errors) == {"text": ["Paste rows, or choose a file below."]}


def test_a_header_alone_is_looked_at_and_writes_nothing(cio):
    sent = {"kind": "units", "file": SimpleUploadedFile("units.csv", b"code,name\n")}
    assert cio.post(reverse("imports"), sent).status_code == 302
    upload = Upload.objects.latest("pk")
    page = cio.get(reverse("import", args=[upload.pk]))
    assert "There is no row below the header." in page.text
    assert "Bring another file" in page.text
    assert "Of 0 rows" not in page.text
    assert "Nothing to write" not in page.text
    assert 'value="write"' not in page.text
    assert act(cio, upload, "write").status_code == 200
    assert Upload.objects.get(pk=upload.pk).is_done


@pytest.mark.parametrize("name", ["chart.xlsx", "chart.csv"])
def test_a_file_with_another_ending_is_read_by_what_it_holds(cio, name):
    for data in (b"id;name\nlab;Laboratory\n", made([["id", "name"], ["lab", "Laboratory"]])):
        sent = {"kind": "units", "file": SimpleUploadedFile(name, data)}
        assert cio.post(reverse("imports"), sent).status_code == 302
        assert Upload.objects.latest("pk").outcome["report"]["counts"]["create"] == 1


def test_a_kept_mapping_reads_on_without_a_column_that_is_gone(cio):
    pairs = [("Id", "code"), ("What we call it", "name"), ("Who", "manager")]
    kept = KeptMapping.keep(by=SYSTEM, name="night", kind="units", source="hr", corrections=pairs)
    upload = bring(cio, ODD, mapping=kept.pk)
    page = cio.get(reverse("import", args=[upload.pk]))
    assert "The column “Who” of the kept mapping is not in this file" in page.text
    assert act(cio, upload, "write").status_code == 200
    assert Unit.objects.get(code="lab").name == "Laboratory"
    upload = bring(cio, "Id\tName\nlab\tLaboratory\n", mapping=kept.pk)
    page = cio.get(reverse("import", args=[upload.pk]))
    assert "The kept mapping reads “What we call it” as “Name”" in page.text
    assert page.context["form"]["column-0"].value() == "code"


def test_who_may_import_nothing_is_told_whom_to_ask(company, client):
    page = sign_in(client, company.olga).get(reverse("imports"))
    assert page.status_code == 200
    assert "form" not in page.context
    assert f'<a href="{reverse("orgchart:person", args=[company.nadia.pk])}">Nadia Haddad</a>' in page.text
    for person in (company.ruth, company.elin, company.fred):
        assert "form" in sign_in(client, person).get(reverse("imports")).context
    company.db_unit.update(by=SYSTEM, appointments=[{"person": company.olga, "kind": "editor"}])
    assert "form" in sign_in(client, company.olga).get(reverse("imports")).context
