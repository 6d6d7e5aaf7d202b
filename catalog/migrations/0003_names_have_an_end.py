"""Names have an end in what rows are found and sorted by."""

from django.db import migrations

from itbiz.core.migrating import end_names


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_undesigned_because"),
    ]

    operations = [
        end_names("catalog", "service"),
    ]
