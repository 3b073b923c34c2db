"""Work on files that nobody waits for."""

from uuid import UUID

from procrastinate.contrib.django import app

from cs_casework.files.keeping import sweep
from cs_casework.files.scanning import scan_kept, scan_waiting


@app.task(name="files.scan", pass_context=False)
def scan(file: str) -> None:
    """Have a new file looked at. One that could not be is tried again with all that wait."""
    scan_kept(UUID(file))


@app.periodic(cron="*/10 * * * *")
@app.task(name="files.scan_waiting", queueing_lock="files.scan_waiting", pass_context=False)
def scan_all(timestamp: int = 0) -> None:
    """Try again what could not be looked at, every ten minutes."""
    scan_waiting()


@app.periodic(cron="20 3 * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep", pass_context=False)
def sweep_tonight(timestamp: int = 0) -> None:
    """Remove the files that no row speaks of, once a night."""
    sweep()
