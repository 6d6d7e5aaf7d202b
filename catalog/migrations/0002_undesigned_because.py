"""Why a new service was offered without a walk-through that designed it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="undesigned_because",
            field=models.TextField(blank=True, editable=False, verbose_name="offered without a walk-through because"),
        ),
    ]
