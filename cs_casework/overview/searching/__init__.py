"""One search for whatever is on record: people, contexts, families, cases and contacts, and the text of what was written.

Each kind is asked through its own door, for no more rows than are shown, and never counts the rest. What it finds are
`Hit`s: what it is, where it leads, and why it was found.
"""
