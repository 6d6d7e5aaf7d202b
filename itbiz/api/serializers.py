"""Input and schema: what writers may send, and what the schema says of it. Replies are made by shapes."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.validators import UniqueValidator

LARGEST_ID = 2**63 - 1
LARGEST_NUMBER = 2**31 - 1


class Reference(serializers.Field):
    """A related object: written as its id or as {"code": …}, read as {"id", "code", "url"}."""

    default_error_messages = {
        "kind": _('Name it by its id, or as {{"code": "…"}}.'),
        "does_not_exist": _("There is no such object that you can see."),
    }

    def __init__(self, model, **options):
        self.model = model
        super().__init__(**options)

    def to_internal_value(self, data):
        """Return the object, of those its writer sees."""
        key, known = self._key(data), self.context["references"]
        if (self.model, key) not in known:
            rows = self.model.objects.visible_to(self.context["principal"])
            known[self.model, key] = rows.select_related(*self.model.companions).filter(Q(key)).first()
        if known[self.model, key] is None:
            self.fail("does_not_exist")
        return known[self.model, key]

    def _key(self, data):
        if isinstance(data, dict) and "id" not in data and isinstance(data.get("code"), str):
            return "code", data["code"]
        key = data.get("id") if isinstance(data, dict) else data
        if type(key) is not int or not 0 < key <= LARGEST_ID:
            self.fail("kind")
        return "pk", key

    def to_representation(self, value):
        """Return the id: replies come from shapes, which need no serializer."""
        return value.pk


class StrictSerializer(serializers.Serializer):
    """Input in which a field that nobody knows is an error."""

    def to_internal_value(self, data):
        """Return the checked values. Raises ValidationError for unknown fields and wrong ones, all at once."""
        errors = self.surplus(data) if isinstance(data, dict) else {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError(error.detail | errors) from None
        if errors:
            raise serializers.ValidationError(errors)
        return values

    def surplus(self, data):
        """Return an error for each field that may not be sent."""
        errors = {}
        for name in data:
            field = self.fields.get(name)
            if field is None:
                errors[name] = [serializers.ErrorDetail(_("There is no such field."), "unknown")]
            elif field.read_only:
                errors[name] = [serializers.ErrorDetail(_("This field is not written."), "read_only")]
        return errors


class ResourceSerializer(StrictSerializer, serializers.ModelSerializer):
    """A model's fields as REST shows them; relations are References, and rules are left to the model's verbs."""

    url = serializers.URLField(read_only=True)

    def build_relational_field(self, field_name, relation_info):
        """Return a Reference to the related model."""
        column = relation_info.model_field
        options = {"model": relation_info.related_model, "read_only": not column.editable}
        if column.editable:
            options |= {"required": not column.null and not column.has_default(), "allow_null": column.null}
        else:
            options |= {"allow_null": column.null}
        return Reference, options

    def build_standard_field(self, field_name, model_field):
        """Return the field without its look for a duplicate: the database says so, in its own sentence."""
        kind, options = super().build_standard_field(field_name, model_field)
        if "validators" in options:
            options["validators"] = [v for v in options["validators"] if not isinstance(v, UniqueValidator)]
        if "max_value" in options:
            # SQLite stores more than PostgreSQL; what may be sent is the same on both.
            options["max_value"] = min(options["max_value"], LARGEST_NUMBER)
        return kind, options

    def get_validators(self):
        """Return no validators: rules across fields are the model's."""
        return []

    def get_unique_together_constraints(self, model):
        """Return none: see build_standard_field."""
        return ()

    def surplus(self, data):
        """Return an error for each field that may not be sent; a code stays as it was given (N1)."""
        errors = super().surplus(data)
        if self.instance is not None and data.get("code", self.instance.code) != self.instance.code:
            errors["code"] = [serializers.ErrorDetail(_("A code stays as it was given."), "read_only")]
        return errors

    def values(self):
        """Return the checked values as the model's `create` and `update` take them."""
        values = dict(self.validated_data)
        if self.instance is None:
            return values
        values.pop("code", None)
        return values if self.partial else self.defaults() | values

    def defaults(self):
        """Return the values that PUT gives to what is left out."""
        stored = (name for name, field in self.fields.items() if not field.write_only and name != "code")
        writable = (name for name in stored if not self.fields[name].read_only)
        model = self.Meta.model
        return {name: [] if name in model.parts else model._meta.get_field(name).get_default() for name in writable}


class VerbSerializer(StrictSerializer):
    """What every verb takes."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)

    def get_fields(self):
        """Return the fields, with the person on whose behalf the verb is done."""
        person = get_user_model()._meta.get_field("person").related_model
        return super().get_fields() | {"on_behalf_of": Reference(person, required=False, allow_null=True)}
