from django.apps import AppConfig


class LookingConfig(AppConfig):
    name = "cs_casework.looking"
    label = "looking"
