"""What a row of a contract names beside its place: vendor, service, lead; and who supplies it by name (rule I10)."""

from django.utils.translation import gettext as _

from catalog.models import Service, ServiceVersion
from catalog.models.services import sees
from itbiz.exchange.keys import chunks, known
from orgchart.imports.clients import Clients
from orgchart.imports.people import by_code
from orgchart.models import Vendor

OWN = ("vendor", "lead", "service")


def name_firms(batch, lines):
    """Let each firm that rows name be a unit outside IT, known by its id, which the rows then name as their unit.

    `lines` are the UnitLines of the batch. Of two spellings the first one stays.
    """
    if not {"firm", "firm_id"} & set(batch.columns):
        return
    field = "firm_id" if "firm_id" in batch.columns else "firm"
    firms, named = Clients(batch, (field,)), {}
    for entry in batch.usable:
        values = entry.values
        if values.get(field) and not values.get("unit") and not values.get("line"):
            code = values[field] if field == "firm_id" else ""
            unit = firms.find_or_make(entry, field, name=values.get("firm") or "", code=code)
            values["unit"] = values[field]
            named |= {values[field]: unit} if unit else {}
    firms.settle(named.values())
    lines.add_units(named)


def may_name(by, service):
    """Whether the service stands in the files that principal `by` gets (V2): an empty cell then says that none is."""
    return service is None or sees(by, service.status, service.line and service.line.unit_id)


class Named:
    """The vendors, services and people that rows name, by their codes."""

    def __init__(self, batch):
        """Look up what the usable rows of the batch name."""
        self.batch = batch
        named = {name: {e.values[name] for e in batch.usable if e.values.get(name)} for name in OWN}
        vendors = Vendor.objects.visible_to(batch.by).select_related("held_by")
        services = Service.objects.visible_to(batch.by)
        self.records = {
            "vendor": known(vendors, batch.source, named["vendor"]),
            "service": known(services, batch.source, named["service"]),
            "lead": by_code(batch.by, named["lead"]),
        }
        self.versions = _newest({service.pk for service in self.records["service"].values()})

    def find(self, entry, contract):
        """Return the columns that an entry names others in; what is unknown becomes its error.

        Of a known `contract` the service stays that the principal may not see: it was in no file they got (V2).
        """
        found = {name: self._one(entry, name) for name in OWN if name in entry.values}
        if contract and not entry.values.get("service") and not may_name(self.batch.by, contract.service):
            found.pop("service", None)
        if found.get("vendor") or found.get("service"):
            self._require_offered(entry, found.get("vendor"), found.get("service"))
        return found

    def _one(self, entry, name):
        key = entry.values[name]
        if key and key not in self.records[name]:
            sentences = {
                "vendor": _("There is no vendor “%s”."),
                "service": _("There is no service “%s”."),
                "lead": _("There is nobody with the code “%s”."),
            }
            self.batch.error(entry, name, sentences[name] % key, _("Import it first, or leave the cell empty."))
        return self.records[name].get(key)

    def _require_offered(self, entry, vendor, service):
        """Make errors of a vendor or service that the supplier, already on the record, does not hold or offer (C4)."""
        supplier = entry.record.supplier_id or None
        if vendor and vendor.held_by_id != supplier:
            sentence = _("%(line)s holds this vendor and promises for it.") % {"line": vendor.held_by}
            self.batch.error(entry, "vendor", sentence, _("Name that line as the supplier."))
        if service and supplier and service.line_id != supplier:
            sentence = _("Another line offers this service, not the supplier.")
            self.batch.error(entry, "service", sentence, _("Name that line as the supplier, or no service."))

    def version_of(self, service):
        """Return the newest published version of a service, or None."""
        return service and self.versions.get(service.pk)


def _newest(services):
    versions = {}
    for part in chunks(services):
        for version in ServiceVersion.objects.filter(service__in=part).order_by("number"):
            versions[version.service_id] = version
    return versions
