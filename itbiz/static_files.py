"""How static files are kept: compressed, under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Names modules by their content where other modules import them, too: no page mixes an old one with a new one."""

    support_js_module_import_aggregation = True
