from django.contrib.auth.views import LogoutView
from django.urls import path

from cs_casework.accounts.views import ChoosePasswordView

app_name = "accounts"
urlpatterns = [
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("choose-password/<slug:uidb64>/<slug:token>/", ChoosePasswordView.as_view(), name="choose-password"),
]
