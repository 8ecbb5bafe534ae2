"""Settings. What differs from place to place comes from the environment; docs/operations.md lists it all."""

from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from weerbaar.config.keys import key_from_file

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.FileAwareEnv()

# --- Where and how it runs ---------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
if DEMO and not DEBUG:
    message = "Demo mode shows passphrases on the sign-in page: it starts only with DEBUG on."
    raise ImproperlyConfigured(message)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
SECRET_KEY = env.str("SECRET_KEY", default="") or (key_from_file(VAR_DIR / "keys" / "secret") if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "weerbaar.config.urls"
WSGI_APPLICATION = "weerbaar.config.wsgi.application"

INSTALLED_APPS = [
    "weerbaar.confidential.helpline",
    "weerbaar.confidential.incidents",
    "weerbaar.confidential.cases",
    "weerbaar.outreach.sessions",
    "weerbaar.outreach.appointments",
    "weerbaar.outreach.letters",
    "weerbaar.outreach.surveys",
    "weerbaar.outreach.campaign",
    "weerbaar.team.network",
    "weerbaar.team.quiet",
    "weerbaar.public.authorities",
    "weerbaar.public.guidance",
    "weerbaar.foundation.ui",
    "weerbaar.foundation.accounts",
    "weerbaar.foundation.audit",
    "weerbaar.foundation.privacy",
    "weerbaar.foundation.jobs",
    "weerbaar.foundation.vault",
    "weerbaar.foundation.gateways",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "weerbaar.foundation.ui.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "weerbaar.foundation.ui.middleware.PagePolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "weerbaar.foundation.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "weerbaar.foundation.accounts.middleware.DoorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "weerbaar.foundation.ui.context.page",
                "weerbaar.foundation.accounts.context.unsent",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "weerbaar.foundation.ui.templatetags.ui",
            ],
        },
    },
]

# Draws widgets as Django does, at a tenth of the work.
FORM_RENDERER = "weerbaar.foundation.ui.form_renderer.FormRenderer"

# --- Data --------------------------------------------------------------------------------------------------------
# SQLite with Django's defaults loses writes under load: take the write lock at BEGIN, wait for it, and sync every
# commit to disk, because what was acknowledged must survive a power cut (promise 14).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; "
        "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA secure_delete=ON;"
    ),
}
# As on SQLite, nobody waits longer than ten seconds for a lock that another holds.
POSTGRESQL_OPTIONS = {"options": "-c lock_timeout=10s", "pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'weerbaar.sqlite3'}")}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # Our engine is Django's, with writers that wait in line for that lock instead of trying their luck.
    DATABASES["default"] |= {"ENGINE": "weerbaar.config.sqlite", "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
else:
    DATABASES["default"] |= {"OPTIONS": POSTGRESQL_OPTIONS, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SEALED_FILES_DIR = VAR_DIR / "files"

# --- Words and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "weerbaar" / "locale"]
LANGUAGE_COOKIE_NAME = "taal"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# --- Sign-in, session, cookies -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Account"
# An address is unique among working accounts: who left can be invited again with a new key.
# security.W002: X-Frame-Options is set with the other headers in foundation/ui/middleware.py.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W002"]
AUTHENTICATION_BACKENDS = ["weerbaar.foundation.accounts.backends.PassphraseBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home_for_staff"
RECEIPT_LOGIN_URL = "/terug/"
# Where each finds their work after signing in: the first line whose permission they hold.
STAFF_HOMES = [
    ("see_own_work", "work"),
    ("manage_accounts", "accounts"),
    ("see_tour", "tour"),
    ("see_network", "network"),
]
SECURE_COOKIES = env.bool("SECURE_COOKIES", default=not DEBUG)
COOKIE_PREFIX = "__Host-" if SECURE_COOKIES else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}zitting"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}formulier"
KEYRING_COOKIE_NAME = f"{COOKIE_PREFIX}sleutel"
RECEIPT_COOKIE_NAME = f"{COOKIE_PREFIX}sleutel-terug"
DRAFT_COOKIE_NAME = f"{COOKIE_PREFIX}concept"
DEVICE_COOKIE_NAME = f"{COOKIE_PREFIX}apparaat"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_AGE = 30 * 60
# Our own table, which knows whose a session is. Half an hour idle is kept by the door, once a minute.
SESSION_ENGINE = "weerbaar.foundation.accounts.session_store"
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # ends with the browser: no trace stays on a shared laptop
CSRF_FAILURE_VIEW = "weerbaar.foundation.ui.views.csrf_failure"
ACCOUNT_ADAPTER = "weerbaar.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# allauth would lock out by IP address, which a whole town hall shares; accounts/slowing.py slows down instead.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "weerbaar.foundation.accounts.adapters.SecondFactorAdapter"
# How many half minutes the clock of a phone may be off. Each code works once; a demonstration needs more of them.
MFA_TOTP_TOLERANCE = 20 if DEMO else 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]

# --- Browser -----------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
    },
}
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=SECURE_COOKIES)
SECURE_HSTS_SECONDS = 63_072_000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_COOKIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
# "no-referrer" makes browsers send `Origin: null` with our own forms, which breaks the check against forged
# requests; "same-origin" tells other sites just as little. See ADR 0005.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Pages and files ---------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "build" / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "weerbaar.config.static_files.StaticFiles"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_HANDLERS = ["weerbaar.foundation.vault.uploads.SealingUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", default="https://www.knmi.nl/")
HELPLINE_NUMBER = env.str("HELPLINE_NUMBER", default="070-3738314")
# Whom the pages and mails of the Tour tell people to call, and when nobody is to be visited: "2026-12-19/2027-01-03".
TOUR_NUMBER = env.str("TOUR_NUMBER", default=HELPLINE_NUMBER)
TOUR_RECESS = [
    (date.fromisoformat(first), date.fromisoformat(last))
    for first, _, last in (stretch.partition("/") for stretch in env.list("TOUR_RECESS", default=[]))
]
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="mailto:veiligheid@overleg.invalid")
NAVIGATION = "weerbaar.config.navigation.NAVIGATION"

# --- Keys --------------------------------------------------------------------------------------------------------
# Argon2id for a passphrase: RFC 9106 and OWASP allow less; we ask at least 3 passes over 64 MiB.
VAULT_KDF_PASSES = env.int("VAULT_KDF_PASSES", default=3)
VAULT_KDF_MEBIBYTES = env.int("VAULT_KDF_MEBIBYTES", default=64)
AUDIT_KEY_FILE = Path(env.str("AUDIT_KEY_FILE", default=str(VAR_DIR / "keys" / "audit")))

# --- How long a closed case stays after the last thing that happened, and how long before its end that is announced ---
CASE_TERM_DAYS = env.int("CASE_TERM_DAYS", default=730)
CASE_GRACE_DAYS = env.int("CASE_GRACE_DAYS", default=30)

# --- Mail, text, telephone, background work ------------------------------------------------------------------------
# "fake" keeps everything in VAR_DIR/postvak and shows it at /dev/postvak/; "smtp" sends.
MAIL_GATEWAY = env.str("MAIL_GATEWAY", default="fake" if DEBUG else "smtp")
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Overleg <bericht@overleg.invalid>")
# The mailbox that answers and returned mail come to, with a tag behind a plus; empty: the address of the sender.
MAIL_REPLY_ADDRESS = env.str("MAIL_REPLY_ADDRESS", default="")
# Waits between attempts to send one mail; the last repeats until we give up and /gezond says so.
MAIL_RETRY_SECONDS = env.list("MAIL_RETRY_SECONDS", cast=int, default=[60, 300, 900, 3600])
MAIL_GIVE_UP_HOURS = env.float("MAIL_GIVE_UP_HOURS", default=24)
# Answers to what we sent: "imap" reads the mailbox of MAILBOX_URL, "fake" the folder VAR_DIR/postvak-in.
MAILBOX_URL = env.str("MAILBOX_URL", default="")
MAILBOX_GATEWAY = env.str("MAILBOX_GATEWAY", default="imap" if MAILBOX_URL else "fake" if DEBUG else "off")
# Calendars of colleagues: "https" fetches from public addresses only, "fake" reads VAR_DIR/agendas. Loopback is for tests.
CALENDAR_GATEWAY = env.str("CALENDAR_GATEWAY", default="fake" if DEBUG else "https")
CALENDAR_LOOPBACK = env.bool("CALENDAR_LOOPBACK", default=False)
# "off" until there is a provider; "fake" keeps texts and calls in VAR_DIR/postvak too.
TEXT_GATEWAY = env.str("TEXT_GATEWAY", default="fake" if DEBUG else "off")
TELEPHONE_GATEWAY = env.str("TELEPHONE_GATEWAY", default="fake" if DEBUG else "off")
# "rfc3161" asks the authority at TIMESTAMP_URL, whose certificate must lead to one in the PEM file TIMESTAMP_ROOTS.
TIMESTAMP_GATEWAY = env.str("TIMESTAMP_GATEWAY", default="fake" if DEBUG else "off")
TIMESTAMP_URL = env.str("TIMESTAMP_URL", default="")
TIMESTAMP_ROOTS = env.str("TIMESTAMP_ROOTS", default="")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
SCHEDULE = env.str("SCHEDULE", default="weerbaar.config.schedule.SCHEDULE")
# How often a worker looks for work and says that it lives, and when its task is given to another.
JOBS_POLL_SECONDS = env.float("JOBS_POLL_SECONDS", default=1)
JOBS_HEARTBEAT_SECONDS = env.float("JOBS_HEARTBEAT_SECONDS", default=10)
JOBS_LEASE_SECONDS = env.float("JOBS_LEASE_SECONDS", default=30)

# --- Letters of the Tour -------------------------------------------------------------------------------------------
LETTER_SENDER = env.str("LETTER_SENDER", default="Ondersteuningsteam Weerbaar Bestuur")
# What stands beside the address, a line between each bar: where post comes back to, and how to reach the team.
LETTER_CONTACT = env.str("LETTER_CONTACT", default=f"Postbus 0000|0000 AA Voorbeeldstad||Telefoon {TOUR_NUMBER}")
# Under which number the sender stands in the register of the Chamber of Commerce; on quotations, when it is filled in.
LETTER_KVK = env.str("LETTER_KVK", default="")
LETTER_PLACE = env.str("LETTER_PLACE", default="Voorbeeldstad")
# How long what was released can still be taken back before it goes.
LETTER_UNDO_MINUTES = env.int("LETTER_UNDO_MINUTES", default=10)
# Whether the sender must keep what it sent and received as it was (Archiefwet). See docs/decisions: unsure is kept.
LETTER_ARCHIVE_DUTY = env.bool("LETTER_ARCHIVE_DUTY", default=True)

# --- What is logged: never an address, a browser or a word that was written (promise 7) ---------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "weerbaar.config.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"django": {"handlers": ["console"], "propagate": False}},
}
