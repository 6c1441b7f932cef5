"""Configuration: what the environment says, read once; then the same in the words Django expects.

`VARIABLES` is the one list of everything that can be set; docs/reference/settings.md is made from it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url

from answerable.outside.logs import log_settings


@dataclass(frozen=True)
class Variable:
    """One environment variable: its default as it would be written there, and what it is for."""

    name: str
    default: str
    zh: str
    en: str


VARIABLES = (
    Variable(
        "ANSWERABLE_DATA",
        "data",
        "数据目录：默认数据库、密钥和上传的文件都在其中",
        "Folder of the default database, the secret key and uploaded files",
    ),
    Variable(
        "DATABASE_URL",
        "",
        "数据库地址，如 postgres://用户:密码@主机/库；不填则用数据目录下的 SQLite 文件",
        "Address of the database, such as postgres://user:secret@host/name; empty: an SQLite file in the data folder",
    ),
    Variable(
        "ANSWERABLE_SECRET_KEY",
        "",
        "会话签名密钥；不填则用数据目录下的 secret-key 文件，首次启动时生成",
        "Key that signs sessions; empty: the file secret-key in the data folder, made at the first start",
    ),
    Variable(
        "ANSWERABLE_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "允许的主机名，逗号分隔",
        "Host names it may be reached under, separated by commas",
    ),
    Variable(
        "ANSWERABLE_HTTPS",
        "no",
        "是否只经 HTTPS 访问：yes 时 Cookie 只在 HTTPS 下发送，并信任网关的 X-Forwarded-Proto",
        "yes: reached by HTTPS alone, cookies need it, and the gateway's X-Forwarded-Proto is trusted",
    ),
    Variable(
        "ANSWERABLE_WORKERS",
        "",
        "网页进程数；不填时 SQLite 为 1，PostgreSQL 为每个处理器核一个",
        "Web processes; empty: 1 on SQLite, one for each processor core on PostgreSQL",
    ),
    Variable("ANSWERABLE_THREADS", "4", "每个网页进程的线程数", "Threads of each web process"),
    Variable(
        "ANSWERABLE_SIGNER",
        "",
        "签名程序的命令行；不填则签名位空缺，由 doctor 提示",
        "Command line of the signer; empty: the signer's slot stays empty, and doctor says so",
    ),
    Variable(
        "ANSWERABLE_IDLE_MINUTES",
        "30",
        "无操作多少分钟后自动退出",
        "Minutes without a request after which an account is signed out",
    ),
    Variable(
        "ANSWERABLE_LOCK_AFTER",
        "5",
        "连续多少次登录失败后锁定",
        "Failed sign-ins in a row after which an account is locked out",
    ),
    Variable("ANSWERABLE_LOCK_MINUTES", "15", "锁定多少分钟", "Minutes that a lock-out lasts"),
    Variable(
        "ANSWERABLE_METRICS_TOKEN",
        "",
        "读取 /metrics 的令牌；不填则只允许本机读取",
        "Token for reading /metrics; empty: only this machine may read them",
    ),
    Variable(
        "ANSWERABLE_ADDRESS",
        "",
        "系统的网址，如 https://answerable.example.gov.cn，消息中的链接以它开头；不填则不发消息",
        "Where the system is, such as https://answerable.example.gov.cn: links begin with it; empty: nothing is sent",
    ),
    Variable(
        "ANSWERABLE_MAIL_URL",
        "",
        "发信服务器，如 smtp://用户:密码@主机:587?from=发件地址，或 file:///目录；不填则不发信，由 doctor 提示",
        "Mail server, such as smtp://user:secret@host:587?from=sender, or file:///folder; empty: none; doctor says so",
    ),
    Variable(
        "ANSWERABLE_SMS_URL",
        "",
        "短信网关，如 https://密钥名:密钥@主机/路径，或 file:///目录；不填则不发短信",
        "Gateway for SMS, such as https://key:secret@host/path, or file:///folder; empty: none",
    ),
    Variable(
        "ANSWERABLE_WECOM_URL",
        "",
        "企业微信群机器人，通常是 https://qyapi.weixin.qq.com/cgi-bin/webhook/send，或 file:///目录；不填则不用",
        "Robots of WeCom, usually https://qyapi.weixin.qq.com/cgi-bin/webhook/send, or file:///folder; empty: none",
    ),
    Variable(
        "ANSWERABLE_DINGTALK_URL",
        "",
        "钉钉群机器人，通常是 https://oapi.dingtalk.com/robot/send，或 file:///目录；不填则不用",
        "Robots of DingTalk, usually https://oapi.dingtalk.com/robot/send, or file:///folder; empty: none",
    ),
    Variable(
        "ANSWERABLE_UPLOAD_MB",
        "25",
        "上传的佐证材料每份最大多少 MB",
        "Megabytes that an evidence file may have",
    ),
    Variable(
        "ANSWERABLE_IMPORT_MB",
        "200",
        "上传导入的表格每份最大多少 MB",
        "Megabytes that a file of rows to be imported may have",
    ),
    Variable("ANSWERABLE_LOG_LEVEL", "INFO", "日志级别", "Level of the log"),
    Variable(
        "ANSWERABLE_DEMO",
        "no",
        "yes：样例运行，登录页说明如何取得第二因素",
        "yes: a demonstration; the sign-in page tells how to get the second factor",
    ),
    Variable(
        "ANSWERABLE_DEMO_DAYS_BACK",
        "0",
        "样例运行：把今天当作多少天以前",
        "Demonstrations only: how many days before today it is to be",
    ),
    Variable(
        "ANSWERABLE_LANG",
        "",
        "命令行的语言 zh 或 en；不填随数据或系统",
        "Language of the command line, zh or en; empty: the district's, or the system's",
    ),
)


def value(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """What is set, or the default. Raises KeyError for a name that is not in the list."""
    variable = {each.name: each for each in VARIABLES}[name]
    return environment.get(name) or variable.default


def _yes(name: str) -> bool:
    """Raises ValueError for anything but yes or no: a misspelt yes must not mean no."""
    stated = value(name).lower()
    if stated not in ("yes", "no"):
        raise ValueError(f"{name}: yes | no, not {stated[:40]!r}")
    return stated == "yes"


def _whole(name: str, least: int) -> int:
    """Raises ValueError for anything but a whole number from `least` on."""
    stated = value(name)
    if not (stated.isascii() and stated.isdigit() and int(stated) >= least):
        raise ValueError(f"{name}: {least}, {least + 1}, …, not {stated[:40]!r}")
    return int(stated)


BASE = Path(__file__).resolve().parent
DATA = Path(value("ANSWERABLE_DATA")).resolve()
SECRET_KEY_FILE = DATA / "secret-key"


def _secret_key() -> str:
    stated = value("ANSWERABLE_SECRET_KEY")
    if stated or not SECRET_KEY_FILE.is_file():
        return stated
    return SECRET_KEY_FILE.read_text(encoding="ascii").strip()


DATABASE_URL = value("DATABASE_URL") or f"sqlite:///{DATA / 'answerable.sqlite3'}"
_SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    # Whoever writes waits for others this long, in seconds; three busy writers were refused after 5.
    "timeout": 15,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
}


def database(address: str) -> dict[str, Any]:
    """Django's description of the database at an address. Writes are durable before they are acknowledged.

    Raises ValueError for an address of any other kind of database.
    """
    found: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True))
    stated = found.get("OPTIONS", {})
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {**stated, **_SQLITE}
    elif found["ENGINE"] != "django.db.backends.postgresql":
        raise ValueError("DATABASE_URL: sqlite:///… | postgres://…")
    else:
        options = f"{stated.get('options', '')} -c synchronous_commit=on".strip()
        found["OPTIONS"] = {**stated, "options": options}
    return found


# ---------------------------------------------------------------- Django's own names

SECRET_KEY = _secret_key()
DEBUG = False
DEMO = _yes("ANSWERABLE_DEMO")
DEMO_SHIFT = timedelta(days=_whole("ANSWERABLE_DEMO_DAYS_BACK", 0) if DEMO else 0)
ALLOWED_HOSTS = [each.strip() for each in value("ANSWERABLE_HOSTS").split(",") if each.strip()]
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Tables keep the names of the folder: `id` is a column of some that are keyed by more than it.
SILENCED_SYSTEM_CHECKS = ["models.E004"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "answerable.records",
    "answerable.web",
]
MIDDLEWARE = [
    "answerable.web.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "answerable.web.middleware.plain_cookies",
    "answerable.web.middleware.coarse_browser",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "answerable.web.middleware.language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "answerable.web.middleware.idle",
    "answerable.web.middleware.first_steps",
    "answerable.web.middleware.unsealable",
    "answerable.web.middleware.one_reading",
    "answerable.web.api.problems.in_words",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "answerable.web.urls"
WSGI_APPLICATION = "answerable.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "answerable.web.nav.navigation",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # A seventh of the bytes; a town's line is slow.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
STYLE_SHEET = BASE / "web" / "static" / "built" / "desk.css"
"""Built by `make front`, and part of a wheel; pages work without it, and look bare."""

AUTH_USER_MODEL = "records.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

_HTTPS = _yes("ANSWERABLE_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
IDLE_SECONDS = 60 * _whole("ANSWERABLE_IDLE_MINUTES", 1)
# The middleware ends an idle session to the minute; the row in the database may outlive it by a little.
SESSION_COOKIE_AGE = IDLE_SECONDS + 120
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "answerable.web.errors.forged"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "duties"

# Accounts are opened by the security administrator: no sign-up, no address, no mail.
ACCOUNT_ADAPTER = "answerable.web.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
# Failures are counted by axes, in the database and by account. Counting by address would let one careless person
# lock out everybody behind the same gateway.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": ""}
MFA_ADAPTER = "answerable.web.adapters.Factors"
MFA_FORMS = {
    "authenticate": "answerable.web.factors.CodeForm",
    "reauthenticate": "answerable.web.factors.CodeAgainForm",
    "authenticate_webauthn": "answerable.web.factors.KeyForm",
    "login_webauthn": "answerable.web.factors.KeyAloneForm",
    "reauthenticate_webauthn": "answerable.web.factors.KeyAgainForm",
    "add_webauthn": "answerable.web.factors.NewKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "Answerable"
MFA_TOTP_TOLERANCE = 1
# A browser offers passkeys without HTTPS on localhost alone; a demonstration runs there.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

AXES_FAILURE_LIMIT = _whole("ANSWERABLE_LOCK_AFTER", 1)
AXES_COOLOFF_TIME = _whole("ANSWERABLE_LOCK_MINUTES", 1) / 60
# By account, wherever the attempts come from; the address, which axes.W006 asks for, is the same for all. A whole
# county sits behind one gateway. Whoever locks out somebody else is undone by `account unlock`.
AXES_LOCKOUT_PARAMETERS = ["username", ["username", "ip_address"]]
AXES_HANDLER = "answerable.actions.office.attempts.Counter"
AXES_USERNAME_CALLABLE = "answerable.web.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "answerable.actions.office.attempts.no_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "answerable.web.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = [
    "username", "ip_address", "login", "code", "credential", "csrfmiddlewaretoken", "next",
]  # fmt: skip
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

UPLOAD_MB = _whole("ANSWERABLE_UPLOAD_MB", 1)
IMPORT_MB = _whole("ANSWERABLE_IMPORT_MB", 1)
FILE_UPLOAD_HANDLERS = [
    "answerable.web.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# What somebody asked for and did not wait for runs in the worker; those who ask do not import it.
LONG_WORK = "answerable.jobs.asked.run"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
METRICS_TOKEN = value("ANSWERABLE_METRICS_TOKEN")
LOGGING = log_settings(value("ANSWERABLE_LOG_LEVEL"))
