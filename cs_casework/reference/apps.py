from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "cs_casework.reference"
    label = "reference"
