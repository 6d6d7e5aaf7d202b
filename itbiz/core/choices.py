"""Choices among domain rows: two of one name are told apart by their codes."""

from collections import Counter

from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue

from itbiz.core.names import name_with_code


class ToldApart(ModelChoiceIterator):
    """What a choice offers: each row by its name, and by name and code where another has the same name."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows = list(self.queryset)
        often = Counter(row.name for row in rows)
        for row in rows:
            label = self.field.label_from_instance(row)
            if often[row.name] > 1:
                label = name_with_code(label, row.code)
            yield ModelChoiceIteratorValue(self.field.prepare_value(row), row), label
