"""Settings, read once from the environment. Nothing else in the project reads os.environ.

Every variable is listed in the README. Production refuses to start without a secret key of its own.
"""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def _secret_key(data_dir: Path) -> str:
    """Return SECRET_KEY, else a random key kept in a private file below the data folder."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def load_settings() -> dict:
    """Return every setting by its name, from the environment or its default."""
    data_dir = Path(os.environ.get("DATA_DIR", ROOT / "var")).resolve()
    demo = _flag("DEMO")
    return {
        "DATA_DIR": data_dir,
        "SEED_DIR": Path(os.environ.get("SEED_DIR", ROOT / "seed")).resolve(),
        "SECRET_KEY": _secret_key(data_dir),
        "SQLALCHEMY_ENGINES": {"default": os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'luoshi.sqlite'}"},
        "DEMO": demo,
        "SMTP_URL": os.environ.get("SMTP_URL", ""),
        "MAIL_FROM": os.environ.get("MAIL_FROM", "落实 <luoshi@localhost>"),
        "BASE_URL": os.environ.get("BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '5000')}").rstrip("/"),
        "MAX_CONTENT_LENGTH": int(os.environ.get("MAX_UPLOAD_MB", "50")) * 1024 * 1024,
        "FONT_DIR": Path(os.environ["FONT_DIR"]).resolve() if os.environ.get("FONT_DIR") else None,
        "EVIDENCE_QUOTA": int(os.environ.get("EVIDENCE_QUOTA_MB", "2048")) * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
        "SESSION_COOKIE_SECURE": _flag("HTTPS_ONLY"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "__Host-luoshi" if _flag("HTTPS_ONLY") else "luoshi",
        "SESSION_IDLE_MINUTES": int(os.environ.get("SESSION_IDLE_MINUTES", "30")),
        "SESSION_HOURS": int(os.environ.get("SESSION_HOURS", "8")),
        "TRUSTED_PROXIES": int(os.environ.get("TRUSTED_PROXIES", "0")),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "TIMEZONE": "Asia/Shanghai",
    }


def test_settings(database_url: str, data_dir: Path) -> dict:
    """Return the settings of a test run: nothing is read from the environment, nothing leaves the machine."""
    return {
        "TESTING": True,
        "DATA_DIR": data_dir,
        "SEED_DIR": ROOT / "seed",
        "SECRET_KEY": "only-for-tests",
        "SQLALCHEMY_ENGINES": {"default": database_url},
        "DEMO": False,
        "SMTP_URL": "",
        "MAIL_FROM": "落实 <luoshi@example.gov.cn>",
        "BASE_URL": "http://luoshi.example.gov.cn",
        "MAX_CONTENT_LENGTH": 50 * 1024 * 1024,
        "FONT_DIR": None,
        "EVIDENCE_QUOTA": 2048 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
        "SESSION_COOKIE_NAME": "luoshi",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_IDLE_MINUTES": 30,
        "SESSION_HOURS": 8,
        "TRUSTED_PROXIES": 0,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "TIMEZONE": "Asia/Shanghai",
    }
