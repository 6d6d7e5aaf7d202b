"""Names have an end in what rows are found and sorted by."""

from django.db import migrations

from itbiz.core.migrating import end_names


class Migration(migrations.Migration):
    dependencies = [
        ("walkthroughs", "0004_room"),
    ]

    operations = [
        end_names("walkthroughs", "pattern"),
    ]
