"""Names have an end in what rows are found and sorted by."""

from django.db import migrations

from itbiz.core.migrating import end_names


class Migration(migrations.Migration):
    dependencies = [
        ("orgchart", "0002_person_merged_into"),
    ]

    operations = [
        end_names("orgchart", "unit", "line", "person", "vendor"),
    ]
