"""Drafts whose time is over are removed once a night."""

from procrastinate.contrib.django import app

from cs_casework.drafts.workflow import purge_drafts


@app.periodic(cron="50 3 * * *")
@app.task(name="drafts.purge", queueing_lock="drafts.purge", pass_context=False)
def purge(timestamp: int = 0) -> None:
    purge_drafts()
