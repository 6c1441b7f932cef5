"""The web application, as a WSGI server loads it."""

import os

from django.core.wsgi import get_wsgi_application

from answerable.outside.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
# The server's own processes have the server as their parent, and would go on serving if that were killed.
end_with_parent()
application = get_wsgi_application()
