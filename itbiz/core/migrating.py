"""What migrations of several apps do alike."""

from django.db import migrations

from itbiz.core.text import END, fold

BATCH = 1000


def end_names(app, *models):
    """Return the operation that ends the name in the search column of rows that were written without an end there."""

    def end(apps, _editor):
        for model in models:
            rows = apps.get_model(app, model)._base_manager
            changed = []
            for row in rows.exclude(search__contains=END).only("name", "search").iterator():
                name = f"{fold(row.name)} "
                if row.search.startswith(name):
                    row.search = f"{name}{END}{row.search.removeprefix(name)}"
                    changed.append(row)
            rows.bulk_update(changed, ["search"], batch_size=BATCH)

    return migrations.RunPython(end, migrations.RunPython.noop)
