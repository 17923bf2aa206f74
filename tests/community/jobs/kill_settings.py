"""Production's values, with the probe app and mail into files: for the kill test only."""

from portal.settings.base import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.community.jobs.probe"]  # noqa: F405
EMAIL_BACKEND = "tests.community.jobs.probe.dying.DyingBackend"
EMAIL_FILE_PATH = env.str("PROBE_MAIL_DIR")  # noqa: F405
