"""What a production server imports. `bin/serve` starts it; another server must set CS_SERVE_ADDRESS to its address."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_casework.settings")
django.setup(set_prefix=False)

from cs_casework.handler import Handler  # noqa: E402  # its middleware needs what was just set up
from cs_casework.serve import refuse_demo_elsewhere  # noqa: E402

application = Handler()
refuse_demo_elsewhere(os.environ.get("CS_SERVE_ADDRESS", ""))
