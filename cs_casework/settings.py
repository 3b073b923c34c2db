"""Settings of the one service, read from the environment, with safe defaults.

There is one file for every kind of use. What differs between a newcomer's machine, the tests and a council's server is
the environment; a secret has no default, and what is missing is named in the error.
"""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from cs_casework import embedded
from cs_casework.tiles import tile_origins

BASE_DIR = Path(__file__).resolve().parent.parent
# What is set to nothing is not set: so docker-compose.yml passes on whatever it was not given.
env = {name: value for name, value in os.environ.items() if value.strip()}


def _flag(name: str, default: bool = False) -> bool:
    return env.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def _number(name: str, default: int) -> int:
    text = env.get(name, str(default)).strip()
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name} is a whole number, not '{text}'.")
    return int(text)


# --- Where it runs -------------------------------------------------------------------------------------------------
# The embedded database is for newcomers, the demo and tests: one machine, one operating-system user. A server that
# others reach is configured by DATABASE_URL, and then nothing secret is made up on its behalf.
DATABASE_URL = env.get("DATABASE_URL", "")
EMBEDDED = not DATABASE_URL
DEBUG = _flag("DEBUG")
TESTING = "pytest" in sys.modules

if env.get("SECRET_KEY"):
    SECRET_KEY = env["SECRET_KEY"]
elif EMBEDDED:
    SECRET_KEY = embedded.local_secret()
else:
    raise ImproperlyConfigured("Set SECRET_KEY: a long random text, kept secret and the same on every worker.")

# Keys of before: what they signed or sealed is read still, and nothing is signed or sealed with them any more.
SECRET_KEY_FALLBACKS = [key for key in env.get("SECRET_KEY_FALLBACKS", "").split(",") if key]

ALLOWED_HOSTS = [host for host in env.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in env.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

# --- What it is made of --------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "cs_casework.audit",
    "cs_casework.files",
    "cs_casework.drafts",
    "cs_casework.accounts",
    "cs_casework.confidential",
    "cs_casework.reference",
    "families",
    "contexts",
    "cases",
    "referrals",
    "assessments",
    "plans",
    "cs_casework.looking",
    "keeping",
    "cs_casework.overview",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "cs_casework.api",
    "cs_casework.apps.GuardianConfig",
    "simple_history",
    "axes",
    "allauth.account",  # what allauth.mfa stands on; none of its pages, forms or tables is used
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "cs_casework.health.HealthMiddleware",
    "cs_casework.logs.RequestLogMiddleware",
    "cs_casework.handler.ReadableCookiesMiddleware",
    "cs_casework.audit.middleware.CurrentRequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cs_casework.accounts.middleware.NothingStoredMiddleware",
    "cs_casework.api.signing_in.TokenMiddleware",  # before sessions are read: a call by token is none
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # tells allauth which request it works for; it does nothing else here
    "cs_casework.accounts.middleware.SignedInMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cs_casework.searches.SearchMiddleware",
    "axes.middleware.AxesMiddleware",
    "cs_casework.audit.middleware.LeavingMiddleware",
    "cs_casework.audit.middleware.ShownMiddleware",
]

ROOT_URLCONF = "cs_casework.urls"
WSGI_APPLICATION = "cs_casework.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Where the worker finds what jobs there are.
PROCRASTINATE_IMPORT_PATHS = [
    "cs_casework.jobs",
    "cs_casework.drafts.jobs",
    "cases.links.jobs",
    "cs_casework.files.jobs",
    "cs_casework.audit.jobs",
    "cs_casework.looking.jobs",
    "keeping.jobs",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cs_casework.overview.context.navigation",
            ],
            "builtins": ["cs_casework.overview.templatetags.casework", "cs_casework.accounts.templatetags.staff"],
        },
    }
]
FORM_RENDERER = "cs_casework.forms.GovukRenderer"

# --- The database --------------------------------------------------------------------------------------------------
# Two roles from the first commit: the owner migrates, seeds and cleans; the application may do no more than its work
# needs. `CS_DB_ROLE=owner` is set by manage.py for the few commands that are the owner's.
DATABASES = {"default": embedded.database_settings(role=env.get("CS_DB_ROLE", "app"))}
# A connection is used for ten minutes, so that it is worth while to keep plans for it.
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": True}
# Of how many long statements each connection keeps how they are run (cs_casework/kept_plans.py), about a megabyte each.
# None behind a pooler that gives one connection to several in turn.
KEPT_PLANS = _number("KEPT_PLANS", 60)
# How alike a name must be to what is typed: at pg_trgm's own 0.6, ONeill does not find O'Neill, nor Muhammed Mohammed.
_database_options = DATABASES["default"]["OPTIONS"]
# A database that is away is noticed in seconds: a person is told so (cs_casework/outages.py), and no thread waits for it.
_database_options.setdefault("connect_timeout", 2)
for _name, _value in {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}.items():
    _database_options.setdefault(_name, _value)
_database_options.setdefault("tcp_user_timeout", 10_000)
_database_options["options"] = (
    f"{_database_options.get('options', '')} -c pg_trgm.word_similarity_threshold=0.5"
    # And how alike its words must be one by one, to be among those that a search looks at before any other.
    " -c pg_trgm.strict_word_similarity_threshold=0.8"
).strip()
# A page waits so many seconds for one statement, for somebody else's lock, and in a transaction that asks nothing.
# Not the worker and the commands: a night's work takes longer.
if _flag("CS_SERVES_PAGES"):
    _limits = {
        "statement_timeout": _number("STATEMENT_SECONDS", 30),
        "lock_timeout": _number("LOCK_SECONDS", 10),
        "idle_in_transaction_session_timeout": _number("IDLE_SECONDS", 120),
    }
    _database_options["options"] += "".join(f" -c {name}={seconds}s" for name, seconds in _limits.items())
# A standby for what may be a moment old (cs_casework/replica.py). No page of a record and no question of who may see one
# ever goes there: a record that was restricted a second ago is hidden now.
if _replica := embedded.replica_settings(DATABASES["default"]):
    DATABASE_ROUTERS = ["cs_casework.replica.Standby"]
    DATABASES["replica"] = _replica | {"CONN_MAX_AGE": 0, "TEST": {"MIRROR": "default"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cs_casework_cache"}}

# --- Drafts ----------------------------------------------------------------------------------------------------------
# How long one is kept after somebody last typed in it; wherever drafts are listed, each says until when.
DRAFT_DAYS = _number("DRAFT_DAYS", 90)

# --- Who looked ------------------------------------------------------------------------------------------------------
# Of how many people somebody may open the records in an hour, beyond those whom their work explains, before they are
# asked why. Nothing is slowed or closed. A service puts it above what its own audit shows of a busy hour.
UNUSUAL_PEOPLE_AN_HOUR = _number("UNUSUAL_PEOPLE_AN_HOUR", 40)

# --- Signing in ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "cs_casework.accounts.backends.StaffBackend",
]
LOGIN_URL = "/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "cs_casework.accounts.passwords.BreachedPasswordValidator"},
]
# The passwords of twelve characters or more among the million that breaches laid open most often (bin/assets).
BREACHED_PASSWORDS = BASE_DIR / "static-built" / ".breached-passwords.txt.gz"
# How long a one-time link to choose a password is good for (accounts/links.py).
PASSWORD_RESET_TIMEOUT = 72 * 60 * 60
# Locked by account *and* address together, so that malice elsewhere cannot lock out the duty team.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential"]

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None

# The second factor (accounts/second_factor.py): its reckoning and its table are django-allauth's.
MFA_ADAPTER = "cs_casework.accounts.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey stands for both factors: whoever holds it is made sure of each time, by finger, face or PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off

# Sessions say whose they are, and since when (accounts/sessions.py). One is over after 30 minutes in which its holder did
# nothing, or 12 hours; the cookie outlives both, so that a form that is sent too late is kept for whoever sent it.
SESSION_ENGINE = "cs_casework.accounts.sessions"
SESSION_IDLE_MINUTES = 30
SESSION_LONGEST_HOURS = 12
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- Maps ----------------------------------------------------------------------------------------------------------
# No base map unless one is set (cs_casework/tiles.py). Whose it is, or the boundaries are, is written in the corner.
MAP_TILE_URL = env.get("MAP_TILE_URL", "").strip()
MAP_ATTRIBUTION = env.get("MAP_ATTRIBUTION", "").strip()

# --- The web -------------------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *tile_origins(MAP_TILE_URL)],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = _flag("HTTPS", default=not EMBEDDED)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = _flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-collected"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "static-built"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "cs_casework.storage.ModuleManifestStorage"
    },
}

# --- Files from outside: beside every folder that is served, and in quarantine until scanned (docs/operations.md) ------
ATTACHMENTS_ROOT = Path(env["ATTACHMENTS_ROOT"]) if env.get("ATTACHMENTS_ROOT") else embedded.attachments_folder()
ATTACHMENT_MOST_BYTES = _number("ATTACHMENT_MOST_MB", 20) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["cs_casework.uploads.LimitedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5
CLAMD_ADDRESS = env.get("CLAMD_ADDRESS", "")
FILES_WITHOUT_SCAN = _flag("FILES_WITHOUT_SCAN")

# --- The API (cs_casework/api/) ----------------------------------------------------------------------------------------
# How often one token may be used in a minute.
API_CALLS_A_MINUTE = _number("API_CALLS_A_MINUTE", 600)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "cs_casework.api.signing_in.TokenAuthentication",
        "cs_casework.api.signing_in.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["cs_casework.api.parsing.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "cs_casework.api.problems.handle",
    "DEFAULT_METADATA_CLASS": None,  # what can be asked is said by the description
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Casework with families and contexts",
    "DESCRIPTION": "Everything that the pages can do, for the systems around the service.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    # A code list stands where it is used: its name is no part of what is promised.
    "POSTPROCESSING_HOOKS": ["cs_casework.api.describing.refusals_once"],
    "COMPONENT_SPLIT_PATCH": False,
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# --- Words and times -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]

# --- E-mail --------------------------------------------------------------------------------------------------------
# None without a server for it: then whatever tries to send one is told so. With one, a link to choose a password is sent to
# staff as well as shown: nothing else is.
SENDS_EMAIL = bool(env.get("EMAIL_HOST"))
MAILERS: dict[str, Any] = {"default": {"BACKEND": "cs_casework.no_mail.EmailBackend"}}
if SENDS_EMAIL:
    MAILERS["default"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env["EMAIL_HOST"],
            "port": _number("EMAIL_PORT", 587),
            "username": env.get("EMAIL_HOST_USER", ""),
            "password": env.get("EMAIL_HOST_PASSWORD", ""),
            "use_tls": _flag("EMAIL_USE_TLS", default=True),
            "timeout": 10,
        },
    }
DEFAULT_FROM_EMAIL = env.get("EMAIL_FROM", "casework@localhost")

# --- Logs: no child's name, no field value, no address (cs_casework/logs.py) ------------------------------------------
LOG_FORMAT = env.get("LOG_FORMAT", "plain")
if LOG_FORMAT not in {"plain", "json"}:
    raise ImproperlyConfigured(f"LOG_FORMAT is 'plain' or 'json', not '{LOG_FORMAT}'.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "cs_casework.logs.Plain"}, "json": {"()": "cs_casework.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": env.get("LOG_LEVEL", "WARNING")},
    "loggers": {
        "cs_casework.audit.jobs": {"level": "INFO"},
        "django.server": {"level": "WARNING"},
        # Its lower levels write each statement with the values in it.
        "django.db.backends": {"level": "WARNING"},
    },
}
