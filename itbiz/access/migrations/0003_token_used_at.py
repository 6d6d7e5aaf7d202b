"""When a token was last used."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_people_and_access"),
    ]

    operations = [
        migrations.AddField(
            model_name="token",
            name="used_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="last used"),
        ),
    ]
