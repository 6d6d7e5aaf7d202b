"""Forms of an import: what comes in, and how its columns are read."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from itbiz.core.forms import Form
from itbiz.exchange import kinds
from itbiz.exchange.limits import LARGEST_FILE, Unreadable, too_large
from itbiz.exchange.models import NAME_LENGTH, SOURCE_LENGTH, KeptMapping
from itbiz.exchange.tables import parse, parse_text


class BringForm(Form):
    """A file, or what was copied from a spreadsheet, and what its rows are."""

    status, result = 200, None
    kind = forms.ChoiceField(label=gettext_lazy("What a row is"))
    text = forms.CharField(
        label=gettext_lazy("Paste rows here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "wrap": "off"}),
        help_text=gettext_lazy("Copied from a spreadsheet, with the row that names the columns."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"),
        required=False,
        help_text=gettext_lazy("CSV or XLSX, as your spreadsheet saves it, or NDJSON."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ndjson"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Comes from"),
        max_length=SOURCE_LENGTH,
        required=False,
        help_text=gettext_lazy(
            "The system that the ids come from, the same each time. Leave it empty where there is only one."
        ),
    )
    mapping = forms.ModelChoiceField(
        label=gettext_lazy("Read it as kept under"),
        queryset=KeptMapping.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("guess from the names of the columns"),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(name, kinds.find(name).title) for name in kinds.names()]
        if not KeptMapping.objects.exists():
            del self.fields["mapping"]

    def clean(self):
        """Ask for one of file and text, and for what can be read as a table."""
        values = super().clean()
        file, text = values.get("file"), values.get("text") or ""
        if file and text.strip():
            self.add_error("file", _("Paste rows or choose a file, not both."))
        elif not file and not text.strip() and "file" not in self.errors:
            self.add_error("text", _("Paste rows, or choose a file below."))
        elif file or text.strip():
            self._read(file, text)
        mapping = values.get("mapping")
        if mapping and mapping.kind != values.get("kind"):
            self.add_error("mapping", _("This mapping is kept for another kind of file."))
        return values

    def _read(self, file, text):
        """Put the bytes that were sent in `data_sent`, and the Table they were read as in `table`."""
        try:
            if file:
                if file.size > LARGEST_FILE:
                    raise Unreadable(too_large())
                self.data_sent = file.read()
                self.table = parse(self.data_sent)
            else:
                self.table = parse_text(text)
                self.data_sent = text.encode()
                if not self.table.rows:
                    raise Unreadable(_("There is one row, which names the columns. Paste the rows below it, too."))
        except Unreadable as error:
            self.add_error("file" if file else "text", str(error))


class ReadForm(Form):
    """Which column is read as what, and what happens to bad and missing rows."""

    status, result = 200, None
    skip_bad_rows = forms.BooleanField(required=False, widget=forms.HiddenInput)
    full = forms.BooleanField(
        label=gettext_lazy("This is everything its source has: list what is missing here"), required=False
    )
    close_missing = forms.BooleanField(label=gettext_lazy("Close what is missing"), required=False)
    keep_as = forms.CharField(label=gettext_lazy("Keep this mapping as"), max_length=NAME_LENGTH, required=False)

    def __init__(self, *args, kind, columns, **options):
        """Offer for each of `columns` (dicts with `name` and `sample`) the fields of the Kind."""
        super().__init__(*args, **options)
        offered = [("", pgettext_lazy("column", "not read")), *((f.name, kind.label_of(f.name)) for f in kind.fields)]
        self.columns = columns
        for place, column in enumerate(columns):
            label = _("“%s” is read as") % column["name"]
            select = forms.Select(attrs={"class": "form-select"})
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=label, choices=offered, required=False, widget=select
            )

    def rows(self):
        """Yield (column, its choice) in the order of the file."""
        for place, column in enumerate(self.columns):
            yield column, self[f"column-{place}"]

    def clean(self):
        """Refuse two columns that are read as one field."""
        values, taken = super().clean(), {}
        for place, column in enumerate(self.columns):
            field = values.get(f"column-{place}")
            if field and field in taken:
                sentence = _("“%s” is read as this already. Choose one of the two.") % taken[field]
                self.add_error(f"column-{place}", sentence)
            taken[field] = column["name"]
        return values

    @property
    def corrections(self):
        """The pairs (column, field) that were chosen."""
        return [(c["name"], self.cleaned_data[f"column-{place}"]) for place, c in enumerate(self.columns)]

    @property
    def options(self):
        """How the file is to be read and written, as the Upload keeps it."""
        flags = {name: self.cleaned_data[name] for name in ("skip_bad_rows", "full", "close_missing")}
        return flags | {"corrections": self.corrections}
