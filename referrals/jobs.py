"""Work of the night on contacts."""

from procrastinate.contrib.django import app

from referrals.attaching import sweep


@app.periodic(cron="20 3 * * *")
@app.task(name="attachments.sweep", queueing_lock="attachments.sweep", pass_context=False)
def sweep_tonight(timestamp: int = 0) -> None:
    """Remove the files that no row speaks of, once a night."""
    sweep()
