"""Work on the audit that nobody waits for."""

import logging

from procrastinate.contrib.django import app

from cs_casework.audit.changes import make_months, seal_changes

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal", pass_context=False)
def seal(timestamp: int = 0) -> None:
    """Seal what is committed, once a minute. The newest seal goes to the log, and so off the machine where logs do."""
    found, newest = seal_changes()
    if found:
        logger.info("Sealed %s changes; the newest seal is %s", found, newest)


@app.periodic(cron="10 2 * * *")
@app.task(name="audit.months", queueing_lock="audit.months", pass_context=False)
def months(timestamp: int = 0) -> None:
    """Make the parts in which the coming months are kept, once a night."""
    make_months()
