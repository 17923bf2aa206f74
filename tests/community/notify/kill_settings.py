"""Production's values with the probe app, sending to the mail server of EMAIL_URL."""

from portal.settings.base import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.community.jobs.probe"]  # noqa: F405
EMAIL_TIMEOUT = 5
EMAIL_FILE_PATH = env.str("PROBE_MAIL_DIR")  # noqa: F405
