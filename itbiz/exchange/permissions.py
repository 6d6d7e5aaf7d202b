"""Who may keep a mapping. Who may import a row is decided by the row's own rule."""

from itbiz.access.rules import rule


@rule("exchange.keep_mapping")
def keep_mapping(principal, mapping):
    """Everybody keeps mappings under names of their own; the CIO changes anybody's."""
    is_own = mapping.keeper_id == principal.user_id
    return principal.is_signed_in and principal.seat is None and (is_own or principal.has_role("cio"))
