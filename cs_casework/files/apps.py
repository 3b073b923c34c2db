from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "cs_casework.files"

    def ready(self) -> None:
        from cs_casework.files import checks  # noqa: F401  registers itself
