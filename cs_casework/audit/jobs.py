"""Work on the audit that nobody waits for."""

import logging
import time

from procrastinate.contrib.django import app

from cs_casework.audit.changes import make_months, seal_changes

# So many changes are sealed at once; then others have the processor for so many times as long. While more are left, this
# goes on for so many seconds of each minute: other jobs wait as long.
AT_ONCE, PAUSE, LONGEST_SECONDS = 5_000, 2, 20

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal", pass_context=False)
def seal(timestamp: int = 0) -> None:
    """Seal what is committed, once a minute. The newest seal goes to the log, and so off the machine where logs do.

    What an import left behind is sealed a few at a time, with pauses, so that those who work meanwhile have the processor
    for most of it; what is left after that waits for the next minute.
    """
    sealed, ends = 0, time.monotonic() + LONGEST_SECONDS
    while True:
        began = time.monotonic()
        found, newest = seal_changes(AT_ONCE)
        sealed, took = sealed + found, time.monotonic() - began
        if found < AT_ONCE or time.monotonic() + PAUSE * took > ends:
            break
        time.sleep(PAUSE * took)
    if sealed:
        logger.info("Sealed %s changes; the newest seal is %s", sealed, newest)


@app.periodic(cron="10 2 * * *")
@app.task(name="audit.months", queueing_lock="audit.months", pass_context=False)
def months(timestamp: int = 0) -> None:
    """Make the parts in which the coming months are kept, once a night."""
    make_months()
