"""How changes of the organisation are told and undone."""

from itbiz.audit.keeping import Shared, keeper

keeper("orgchart.vendor")(Shared)


@keeper("orgchart.person")
class PersonKeeper(Shared):
    """People."""

    def take_back(self, step, record):
        """Let the person sign in again as they did: whoever took that over in the same act lets go of it first.

        That one is taken back in the same undo, which tells it.
        """
        user = step.before["user_id"] if "user_id" in step.names else None
        if user is not None:
            holders = self.model.objects.filter(user=user).exclude(pk=record.pk)
            beside = [pk for pk in holders.values_list("pk", flat=True) if (step.kind, pk) in step.beside]
            self.model.objects.filter(pk__in=beside).update(user=None)
        return super().take_back(step, record)


@keeper("orgchart.unit")
class UnitKeeper(Shared):
    """Units."""

    def authorize(self, step, record, by):
        """Ask for what moving asks, where the unit was moved."""
        if "move" in step.acts:
            by.require("orgchart.move_unit", record)
        if step.acts != {"move"}:
            super().authorize(step, record, by)

    def follow(self, step, record, by):
        """Let a unit that moves back do so as one that is active, as moving asks."""
        if "move" in step.acts and step.is_update:
            record.require_active()


@keeper("orgchart.line")
class LineKeeper(Shared):
    """Lines of business."""

    def authorize(self, step, record, by):
        """Ask for what confirming asks, where a provisional line was confirmed; for what naming asks, where it came."""
        if "confirm" in step.acts:
            by.require("orgchart.confirm_line", record)
        if not step.is_update:
            by.require(record.permission, record)
        elif step.acts != {"confirm"}:
            super().authorize(step, record, by)
