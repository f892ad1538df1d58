"""WSGI entry for granian."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezuo.config.settings")
application = get_wsgi_application()

# What is loaded now stays for good. Looking through it for garbage again and again was 7 % of all the time spent, and
# requests leave next to nothing that only the collector can free.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
