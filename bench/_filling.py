"""Makes the service in which people and notes are looked for, in the database that CS_STATE_DIR leads to."""

import json
import sys

from bench._links import set_up


def main() -> None:
    set_up()
    from django.core.management import call_command

    from bench._wording import wider

    size = json.loads(sys.argv[1])
    wider(size["seed"])
    call_command("seed", **size)


if __name__ == "__main__":
    main()
