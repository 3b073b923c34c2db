"""Files that come from outside: what they are, where they lie, and that none is handed out before it was looked at."""
