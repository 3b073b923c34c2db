"""What comes from outside and means no good: no page breaks under it, and nothing that it brings runs or leads away.

`bin/prove hostile` sends ten thousand such requests; here it is a few hundred.
"""

import logging
import os

from tests.site.conftest import Service
from tests.site.hostile import Hostile, client_of

NUMBER = int(os.environ.get("HOSTILE_REQUESTS", "300"))
SEED = int(os.environ.get("HOSTILE_SEED", "9"))


def test_no_request_breaks_a_page(service: Service) -> None:
    clients = {who: client_of(user) for who, user in service.users.items()}
    logging.disable(logging.CRITICAL)
    try:
        told = Hostile(service.places, clients, SEED).send(NUMBER)
    finally:
        logging.disable(logging.NOTSET)
    print(f"\n{told} (seed {SEED})")
    assert [str(sent) for sent in [*told.broken, *told.injected]] == []
