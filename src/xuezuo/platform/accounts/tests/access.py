"""Who may open the log-in pages: they concern the person who asks only, so whoever is logged in gets the same.

What changes a password or a second factor first asks for the password again: 302 for everybody.
"""

from tests.support.access import REST, Row

KNOWN = {302: "stranger", 200: REST}


def _key(_world: object) -> dict[str, int]:
    return {"pk": 1}


KEEPERS = {200: "feng", 302: "stranger", 403: REST}


ROWS = (
    Row("account_keep_list", expected=KEEPERS),
    Row("account_keep", lambda world: {"pk": world.cast.feng.pk}, KEEPERS),
    Row("account_login", expected={200: "stranger", 302: REST}),
    Row("account_logout", expected={302: "stranger", 200: REST}),
    Row("account_inactive", expected={200: REST}),
    Row("account_reauthenticate", expected=KNOWN),
    Row("account_change_password", expected=KNOWN),
    Row("mfa_index", expected=KNOWN),
    Row("mfa_authenticate", expected={302: REST}),
    Row("mfa_reauthenticate", expected={302: REST}),  # without a second factor: to the password page
    Row("mfa_activate_totp", expected={302: REST}),
    Row("mfa_deactivate_totp", expected={302: "stranger", 404: REST}),
    Row("mfa_view_recovery_codes", expected={302: "stranger", 404: REST}),
    Row("mfa_generate_recovery_codes", expected={302: REST}),
    Row("mfa_download_recovery_codes", expected={302: "stranger", 404: REST}),
    Row("mfa_list_webauthn", expected=KNOWN),
    Row("mfa_add_webauthn", expected={302: REST}),
    Row("mfa_login_webauthn", expected={302: REST}),
    Row("mfa_reauthenticate_webauthn", expected={302: REST}),
    Row("mfa_remove_webauthn", _key, {302: REST}),
    Row("mfa_edit_webauthn", _key, {302: REST}),
)
