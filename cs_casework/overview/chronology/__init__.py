"""The chronology of a child, a family or a context: what mattered, in the order in which it happened.

Nothing is written for it. Each event is a row of a record, found through the door of that record and leading to it. One
statement says which events stand on a page, whatever their kind; only those are then read (`events.py`). A kind of record
joins by one more source (`sources.py`).
"""
