"""What a production server imports. `bin/serve` starts it; another server must set CS_SERVE_ADDRESS to its address."""

import os

from django.core.wsgi import get_wsgi_application

from cs_casework.serve import refuse_demo_elsewhere

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_casework.settings")
os.environ["CS_SERVES_PAGES"] = "true"  # here statements are cut off that a person would not wait for

application = get_wsgi_application()
refuse_demo_elsewhere(os.environ.get("CS_SERVE_ADDRESS", ""))
