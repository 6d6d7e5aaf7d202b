"""Settings of itbiz. Whatever differs between installations comes from the environment (README: Settings)."""

import os
import tomllib
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from itbiz.core import installation
from itbiz.core.env import Env
from itbiz.core.terms import TERMS

BASE_DIR = Path(__file__).resolve().parent.parent
RELEASE = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
env = Env(os.environ)

# The installation

VAR = Path(env.text("ITBIZ_VAR") or BASE_DIR / "var")
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", weak_allowed=DEBUG) or installation.secret(VAR)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
PORT = env.port("PORT", default=8000)
BEHIND_HTTPS = env.flag("ITBIZ_HTTPS")
# How many proxies stand in front, each of which adds its caller to X-Forwarded-For.
ITBIZ_PROXIES = env.count("ITBIZ_PROXIES", most=9)

# Applications

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "itbiz",
    "itbiz.core",
    "itbiz.audit",
    "itbiz.access",
    "itbiz.api",
    "itbiz.exchange",
    "orgchart",
    "catalog",
    "walkthroughs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "itbiz.api.middleware.ProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "itbiz.access.middleware.SignInMiddleware",
    "itbiz.access.middleware.PrincipalMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "itbiz.urls"
WSGI_APPLICATION = "itbiz.wsgi.application"

# Databases

DATABASES = {
    "default": dj_database_url.parse(
        env.database_url("DATABASE_URL", default=f"sqlite:///{VAR / 'itbiz.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    file = Path(DATABASES["default"]["NAME"])
    file.parent.mkdir(parents=True, exist_ok=True)
    # A writer takes its lock when it begins, and waits for it: a lock taken later fails at once.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # A database in memory has no WAL: concurrent writers of the tests would fail.
    DATABASES["default"]["TEST"] = {"NAME": str(file.with_name(f"test-{file.name}"))}
else:
    # Joins stand in the order they are followed; for a tree's eighteen, looking for a better one takes 27 ms of 28.
    # Compiling the history's conditions took 20 s where a table seemed large, as after an import that was given up.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c join_collapse_limit=4 -c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Security

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "itbiz.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
# Browsers ignore the header on plain HTTP and say so on the console.
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if BEHIND_HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
ITBIZ_ZONE = env.zone("ITBIZ_ZONE", default="UTC")
ITBIZ_TERMS = env.pairs("ITBIZ_TERMS", known=TERMS)

# Mail, for reminders

vars().update(env.mail("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", default="itbiz@localhost")
EMAIL_TIMEOUT = 20
ITBIZ_ADDRESS = env.address("ITBIZ_ADDRESS", default=f"http://localhost:{PORT}")

# What a form may hold: rows pasted from a spreadsheet are many. Files are streamed to disk, and measured there.

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20

# Pages

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
                "itbiz.demo.context.demo",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "itbiz.static_files.Storage"
    },
}

# Messages to whoever runs it: on the standard output, answers that are merely 4xx left out

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}

# REST

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["itbiz.api.authentication.PrincipalAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["itbiz.api.authentication.SignedIn"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["itbiz.api.parsers.StorableJSONParser"],
    "EXCEPTION_HANDLER": "itbiz.api.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
    # `?format=` chooses a file, which a list streams itself.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "itbiz",
    "VERSION": RELEASE,
    "DESCRIPTION": "An organisation's lines of business, what they offer, and what they promise one another.",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["itbiz.api.schema.finish"],
}
