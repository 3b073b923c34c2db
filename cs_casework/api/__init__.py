"""The API: what the pages can do, for the systems around the service. Same door, same workflow functions, same refusals.

`resources.py` says what a resource is, and `views.py` answers for each of them alike; the files named after nouns say which
there are. No rule about a record stands here: who sees it is asked of its queryset, who may change it of its workflow.
"""
