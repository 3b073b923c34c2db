"""Static files whose names carry a hash of their content, so that a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the paths in `import` statements: our scripts are modules that import each other by file name."""

    support_js_module_import_aggregation = True
