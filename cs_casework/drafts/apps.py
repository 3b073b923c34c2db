from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "cs_casework.drafts"
    label = "drafts"
