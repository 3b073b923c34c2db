from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "cs_casework.api"
