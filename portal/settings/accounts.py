"""Who may come in and how: addresses, passwords, the second factor, rate limits, doors."""

AUTH_USER_MODEL = "community.Person"
AUTHENTICATION_BACKENDS = ["community.signin.epochs.EpochBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "community.signin.breaches.BreachListValidator"},
    {"NAME": "community.signin.breaches.LongestLengthValidator", "OPTIONS": {"longest": 256}},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "office:member-home"

ACCOUNT_ADAPTER = "community.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
# A code instead of a link: nothing in a mail or an address that opens an account.
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_FORMS = {
    "add_email": "community.forms.AddAddressForm",
    "change_password": "community.forms.ChangePasswordForm",
    "confirm_email_verification_code": "community.forms.AddressCodeForm",
    "confirm_login_code": "community.forms.LoginCodeForm",
    "confirm_password_reset_code": "community.forms.ResetCodeForm",
    "login": "community.forms.LoginForm",
    "reauthenticate": "community.forms.PasswordAgainForm",
    "reset_password": "community.forms.ResetForm",
    "reset_password_from_key": "community.forms.NewPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords and codes: for one address, and for one account from anywhere.
    "login_failed": "10/m/ip,5/5m/key",
    # Ours: wrong answers of an address that no success wipes out; see community.limits.
    "wrong_answers": "30/10m/ip",
    # Ours: who asks for an application's link; for one mailbox, without saying so.
    "join": "20/h/ip",
    "join_address": "5/h/key",
    # Ours: asking to be let in, from one place and for one address; see community.people.
    "ask_to_join": "20/h/ip,5/h/key",
    # Machines: wrong tokens of one address, calls of one token; see community.machines.
    "wrong_tokens": "30/10m/ip",
    "machine_calls": "120/m/key",
    # Addresses asked for the login of their organisation.
    "sso_login": "20/m/ip",
}

# Logins through an organisation's own provider; the rule stands in community.sso.adapter.
SOCIALACCOUNT_ADAPTER = "community.sso.adapter.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Hosts inside our own walls that may be asked; tests alone set it, production's checks refuse it.
SSO_FETCH_FROM: tuple[str, ...] = ()

MFA_ADAPTER = "community.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A stolen key alone opens nothing: it asks for a PIN, a finger or a face each time.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
MFA_FORMS = {
    "add_webauthn": "community.signin.passkey_forms.AddPasskeyForm",
    "authenticate_webauthn": "community.signin.passkey_forms.SecondPasskeyForm",
    "login_webauthn": "community.signin.passkey_forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "community.signin.passkey_forms.PasskeyAgainForm",
    "activate_totp": "community.forms.FirstCodeForm",
    "authenticate": "community.forms.CodeForm",
    "reauthenticate": "community.forms.CodeAgainForm",
}
MFA_TOTP_TOLERANCE = 0  # with 1 a code can be used three times
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TRUST_ENABLED = False

# Following every request would cost two queries each; sessions are listed by their beginning.
USERSESSIONS_TRACK_ACTIVITY = False

# --- doors that are not ours ------------------------------------------------------------------

# The gate of each route of Wagtail and allauth that a stranger may open: by name, for a
# route of ours carries its mark itself. What is not listed asks for a whole login.
FOREIGN_GATES = {
    "wagtail_serve": "public",
    "wagtaildocs_serve": "public",
    "account_login": "public",
    "account_signup": "public",
    "account_inactive": "public",
    "account_reset_password": "public",
    "account_confirm_password_reset_code": "public",
    "account_complete_password_reset": "public",
    "account_password_reset_completed": "public",
    "account_confirm_login_code": "public",
    "account_email_verification_sent": "public",
    "mfa_authenticate": "public",
    "openid_connect_callback": "public",
    "saml_acs": "public",
    "saml_finish_acs": "public",
    "saml_metadata": "public",
    "socialaccount_login_cancelled": "public",
    "socialaccount_login_error": "public",
    "mfa_login_webauthn": "public",
}
# Everything under one of these addresses, whoever wrote it.
FOREIGN_PREFIX_GATES = {"/admin/": "role:web_editor"}

# A session that has not shown its second factor may open these, to show or make one.
OPEN_WITHOUT_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reset_word",
    "mfa_reauthenticate_webauthn",
}
# Here nobody can be sent anywhere: machines get 403.
MACHINE_PREFIXES = ("/api/", "/taxii2/", "/misp/", "/feeds/", "/metrics", "/health/")
