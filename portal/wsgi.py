"""The WSGI entry point; production's settings unless told otherwise."""

import os

from django.core.wsgi import get_wsgi_application

from portal.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")
application = get_wsgi_application()
refuse_to_start()
