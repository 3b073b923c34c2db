from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cs_casework.accounts"
    label = "accounts"
