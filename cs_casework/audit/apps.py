from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "cs_casework.audit"
    label = "audit"
