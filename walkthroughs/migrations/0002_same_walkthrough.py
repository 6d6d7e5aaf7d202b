"""Let the database itself keep a contract and its parent in one walk-through (H2)."""

from django.db import migrations

NAME = "contract_parent_same_walkthrough"

SQLITE = [
    f"""
    CREATE TRIGGER {NAME}_{event} BEFORE {when} ON walkthroughs_contract
    WHEN NEW.parent_id IS NOT NULL AND NEW.walkthrough_id <>
        (SELECT walkthrough_id FROM walkthroughs_contract WHERE id = NEW.parent_id)
    BEGIN SELECT RAISE(ABORT, 'constraint failed: {NAME}'); END
    """
    for event, when in (("insert", "INSERT"), ("update", "UPDATE OF parent_id, walkthrough_id"))
]
POSTGRESQL = [
    "CREATE UNIQUE INDEX contract_in_walkthrough ON walkthroughs_contract (id, walkthrough_id)",
    f"""
    ALTER TABLE walkthroughs_contract ADD CONSTRAINT {NAME} FOREIGN KEY (parent_id, walkthrough_id)
    REFERENCES walkthroughs_contract (id, walkthrough_id)
    """,
]


def keep(apps, schema_editor):
    """Write the trigger or the foreign key, whichever this database understands."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def release(apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE walkthroughs_contract DROP CONSTRAINT {NAME}")
        schema_editor.execute("DROP INDEX contract_in_walkthrough")
    else:
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER {NAME}_{event}")


class Migration(migrations.Migration):
    """A rule across two rows, which a check constraint cannot say."""

    dependencies = [("walkthroughs", "0001_initial")]
    operations = [migrations.RunPython(keep, release)]
