from django.apps import AppConfig


class ConfidentialConfig(AppConfig):
    name = "cs_casework.confidential"
    label = "confidential"
