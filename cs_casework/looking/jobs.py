"""Work on what was looked at that nobody waits for."""

import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from cs_casework.looking.found import find_look_ups, find_unusual


@app.periodic(cron="*/5 * * * *")
@app.task(name="looking.unusual", queueing_lock="looking.unusual", pass_context=False)
def unusual(timestamp: int = 0) -> None:
    """Ask why of who opened far more records in the last hour than their work explains, every five minutes."""
    find_unusual()


@app.periodic(cron="*/15 * * * *")
@app.task(name="looking.look_ups", queueing_lock="looking.look_ups", pass_context=False)
def look_ups(timestamp: int = 0) -> None:
    """Note look-ups of oneself, of kin and of neighbours, four times an hour."""
    find_look_ups()


@app.periodic(cron="30 4 * * *")
@app.task(name="looking.look_ups_again", queueing_lock="looking.look_ups_again", pass_context=False)
def look_ups_again(timestamp: int = 0) -> None:
    """The last week once more, at night: what was missed while no worker ran, and who has said since where they live."""
    find_look_ups(timezone.now() - datetime.timedelta(days=7))
