from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "cs_casework.overview"
    label = "overview"
