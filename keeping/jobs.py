"""Work on packs that nobody waits for."""

from uuid import UUID

from procrastinate.contrib.django import app

from keeping.gathering import gather_more


@app.task(name="keeping.gather", pass_context=False)
def gather(request: str) -> None:
    """Read the next entries of a pack; what is left is a job of its own."""
    gather_more(UUID(request))
