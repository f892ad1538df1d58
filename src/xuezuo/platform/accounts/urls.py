"""The log-in pages of allauth that exist here: no sign-up, no mail, no reset by mail.

Each is marked for the guard that asks every view who may see it.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from xuezuo.platform.access import public, requires
from xuezuo.platform.accounts import views

known = requires()

urlpatterns = [
    path("keep/", views.account_list, name="account_keep_list"),
    path("keep/<int:pk>/", views.account_detail, name="account_keep"),
    path("login/", public(views.log_in), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", known(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", known(account.password_change), name="account_change_password"),
    path("2fa/", known(factors.index), name="mfa_index"),
    path("2fa/authenticate/", public(factors.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", known(factors.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", known(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", known(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", known(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", known(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", known(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("2fa/webauthn/", known(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", known(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("2fa/webauthn/reauthenticate/", known(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", known(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", known(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
]
