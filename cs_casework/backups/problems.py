"""What ends a backup or a restore, in a sentence for whoever started it."""


class BackupProblem(Exception):
    """Nothing was made or restored; the text says why, and what to do."""
