"""What the pages are called on which several people stand, in the words of who reads that somebody looked there.

Only those stand here of which it tells nothing about a person that they stood there: of any other page a manager is told
that there was one (`events.in_words`).
"""

from django.utils.translation import gettext_lazy as _

LISTS = {
    "search.done": _("Search"),
    "person.searched": _("Search for a person"),
    "person.suggested": _("People suggested while a contact was matched"),
    "person.listed": _("List of people"),
    "family.listed": _("List of families"),
    "family.searched": _("Search for a family"),
    "child.listed": _("List of children"),
    "caseload.viewed": _("Somebody’s caseload"),
    "deadlines.listed": _("List of deadlines"),
    "home.viewed": _("Home page"),
    "work.viewed": _("Own work"),
    "duplicates.listed": _("List of possible duplicates"),
    "audit.viewed": _("Audit"),
    "events.viewed": _("Who looked at a record"),
    "own.viewed": _("What I looked at and did"),
    "register.viewed": _("Everything that left"),
    "given.viewed": _("What was given to whom"),
    "chronology.viewed": _("Chronology"),
    "notes.read": _("Case notes"),
    "documents.listed": _("Documents"),
    "words.read": _("What they said"),
    "page.shown": _("Another page on which they stand"),
}
