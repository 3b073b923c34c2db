from django.contrib.auth.decorators import login_not_required
from django.urls import path

from cs_casework.accounts import account_views, signing_in_views
from cs_casework.accounts.middleware import before_second_factor
from cs_casework.accounts.views import ChoosePasswordView

app_name = "accounts"
urlpatterns = [
    # Whoever is signed out already wanted nothing else.
    path(
        "sign-out/", login_not_required(before_second_factor(signing_in_views.SignOutView.as_view())), name="sign-out"
    ),
    path("choose-password/<slug:uidb64>/<slug:token>/", ChoosePasswordView.as_view(), name="choose-password"),
    path("sign-in/second-step/", signing_in_views.second_step, name="second-step"),
    path("sign-in/passkey/options/", signing_in_views.passkey_options, name="passkey-options"),
    path("sign-in/passkey/", signing_in_views.passkey_sign_in, name="passkey-sign-in"),
    path("sign-in/again/", signing_in_views.sign_in_again, name="sign-in-again"),
    path("account/", account_views.account, name="account"),
    path("account/second-factor/", account_views.second_factor_choose, name="second-factor"),
    path("account/app/", account_views.app_set_up, name="app-set-up"),
    path("account/app/remove/", account_views.app_remove, name="app-remove"),
    path("account/passkeys/add/", account_views.passkey_add, name="passkey-add"),
    path("account/passkeys/<int:number>/remove/", account_views.passkey_remove, name="passkey-remove"),
    path("account/recovery-codes/", account_views.recovery_codes, name="recovery-codes"),
    path("account/password/", account_views.password_change, name="password-change"),
    path("account/sessions/end/", account_views.sessions_end, name="sessions-end"),
    path("account/sessions/<uuid:number>/end/", account_views.session_end, name="session-end"),
]
