"""Every address of the service as it is asked in tests: with which record, and with what a right answer to its form is.

`test_access.py` holds what each role is answered there; an address of the resolver that is missing here fails it.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.urls import reverse

from cases.merging import DETAILS
from cases.models import CaseNote
from cases.naming import key_of
from cases.people_merging import DETAILS as PERSON_DETAILS
from cases.releasing import rows_hidden_with
from cs_casework.dates import today
from cs_casework.reference.models import Agency, HarmType, Interval, Outcome, PlaceCategory
from keeping.models import RetentionRule
from plans.watched import What
from plans.writing import reading_of
from tests.helpers import boxes, hours_ago, moment_boxes
from tests.site.records import MARKED, Records

NOWHERE: frozenset[str] = frozenset()
# The secret of the worker's calendar.
CALENDAR = "a-secret-of-the-tests"


# To whom something is given, and why they may have it.
GIVE = {"recipient": "The family court", "basis": "legal"}


class Letter:
    """A file to send, as often as it is asked for: a test's client reads one only once."""

    name, content_type = "letter.pdf", "application/pdf"

    def read(self, *_size: int) -> bytes:
        return b"%PDF-1.4 another letter %%EOF"


@dataclass(frozen=True)
class Place:
    """One address, asked about one record.

    `label` is the name of the address, with what follows in the query: `families:member-add ?person`. `post` is what
    its form takes, filled in rightly; None where there is no form. `on` names the kinds of record which, restricted,
    hide the place.
    """

    label: str
    path: str
    post: dict[str, Any] | None = None
    on: frozenset[str] = NOWHERE

    @property
    def name(self) -> str:
        return self.label.partition(" ")[0]


def place(label: str, *args: Any, query: str = "", post: dict[str, Any] | None = None, on: str = "") -> Place:
    path = reverse(label.partition(" ")[0], args=args)
    return Place(label, f"{path}?{query}" if query else path, post, frozenset(on.split()))


def lists(draft: Any) -> Iterator[Place]:
    """Places that belong to no record of the service, and to one draft."""
    yield place("overview:home", post={"username": "nobody", "password": "wrong"})
    yield place("overview:my-work")
    yield place("overview:links-due")
    yield place("overview:deadlines")
    yield place("overview:calendar")
    yield place("overview:calendar-renew", post={})
    yield place("overview:calendar-end", post={})
    yield place("overview:calendar-feed", CALENDAR)
    yield place("overview:search", query="q=Place")
    yield place("overview:audit-list")
    yield place("overview:restriction-list")
    yield place("overview:grants-lapsing")
    yield place("overview:standing-list")
    yield place("looking:own")
    yield place("looking:printed", post={"view": uuid4()})
    yield place("looking:own-details", post={"home_lines": "1 Elm Row", "home_postcode": "ZZ1 1AB"})
    yield place("looking:details-for", post={"user": draft.author_id, "other_names": "Wren Smith"})
    yield place("looking:why", post={"said": "On duty"})
    yield place("looking:duty", post={"kind": "duty", "hours": "8"})
    yield place("looking:register")
    yield place("looking:look-up-list")
    yield place("looking:volume-list")
    yield place("accounts:sign-out", post={})
    yield from _account()
    yield place("drafts:draft-list")
    yield place("families:person-list")
    yield place("families:family-list")
    yield place("families:duplicate-list")
    yield place("families:duplicate-list ?to_merge", query="to_merge=on")
    yield place("contexts:context-list")
    yield place("contexts:context-map")
    yield place("contexts:context-map-drawn")
    yield place("cases:case-list")
    yield place("cases:transfer-list")
    yield place("cases:closing-list")
    yield place("cases:to-hand-over")
    yield place("cases:child-list")
    yield place(
        "families:person-create",
        post={"given": "Nima", "family": "Ostrander", "sex": "F", **boxes("birth_on", datetime.date(2015, 5, 4))},
    )
    yield place("families:family-create", post={"name": "Ostrander family"})
    yield place("contexts:context-create")
    context = {"name": "The arcade", "description": "Behind the station", "draft_id": uuid4()}
    yield place("contexts:context-create ?kind", query="kind=location", post=context)
    yield place("referrals:referral-list")
    yield place("referrals:referral-export ?format", query="format=csv&state=all", post=GIVE)
    yield place("drafts:draft-save", query="form=cases.note&path=/notes/new/", post={"title": "Begun"})
    yield place("drafts:draft-discard", draft.pk, post={})


def _account() -> Iterator[Place]:
    """Signing in, and one's own account. Whoever asks has neither app nor passkey, and sends what is no answer of one."""
    yield place("accounts:second-step", post={"code": "000000"})
    yield place("accounts:passkey-options", post={})
    yield place("accounts:passkey-sign-in", post={"credential": "{}"})
    yield place("accounts:sign-in-again", post={"password": "wrong"})
    yield place("accounts:account")
    yield place("accounts:second-factor")
    yield place("accounts:app-set-up", post={"code": "000000"})
    yield place("accounts:app-remove", post={})
    yield place("accounts:passkey-add", post={"name": "Laptop", "credential": "{}"})
    yield place("accounts:passkey-remove", 1, post={})
    yield place("accounts:recovery-codes", post={})
    yield place("accounts:token-list")
    yield place("accounts:token-add", post={"name": "Warehouse", **boxes("expires_on", today())})
    yield place("accounts:token-end", uuid4(), post={})
    yield place("api:docs")
    yield place("api:resource-docs", "cases")
    yield place("accounts:password-change", post={"old_password": "wrong"})
    yield place("accounts:sessions-end", post={})
    yield place("accounts:session-end", uuid4(), post={})


def looked_at(look_up: Any, volume: Any) -> Iterator[Place]:
    """What a records officer answers, of a look-up and of many records opened."""
    said = {"outcome": "explained", "words": "Of the same name, and no kin"}
    yield place("looking:look-up", look_up.pk, post=said)
    yield place("looking:volume", volume.pk, post=said)


def places(of: Records, *, seen: Records, worker: Any) -> Iterator[Place]:
    """Places of these records. Where a place brings two records together the other one is among those `seen`."""
    yield from _people(of, seen)
    yield from _families(of, seen)
    yield from _joins(of, seen)
    yield from _contexts(of, seen)
    yield from _merges(of, seen)
    yield from _people_merges(of, seen)
    yield from _cases(of, worker)
    yield from _lives(of, worker)
    yield from _notes(of)
    yield from _documents(of)
    yield from _removals(of)
    yield from _incidents(of)
    yield from _patterns(of)
    yield from _statuses(of)
    yield from _pictures(of)
    yield from _decisions(of)
    yield from _contacts(of)
    yield from _restrictions(of)
    yield from _intake(of)
    yield from _assessments(of)
    yield from _factors(of)
    yield from _meetings(of)
    yield from _interventions(of)
    yield from _plans(of)
    yield from _plan_parts(of)
    yield from _stories(of)
    yield from _missing(of)
    yield from _safety_maps(of)
    yield from _warnings(of)


def _people(of: Records, seen: Records) -> Iterator[Place]:
    on = "person family"
    who = of.person.pk
    ended = boxes("to_on", today())
    yield place("families:person-detail", who, on=on)
    yield place("families:person-history", who, on=on)
    yield place("families:person-edit", who, post={"sex": "F", "school": "Northgate"}, on=on)
    yield place("families:name-add", who, post={"kind": "known_as", "given": "Bee"}, on=on)
    yield place("families:address-add", who, post={"lines": "2 High Street", "postcode": "ZZ1 1AB"}, on=on)
    yield place("families:address-end", who, of.address.pk, post=ended, on=on)
    yield place("families:relationship-add", who, query="q=Testington", on=on)
    kin = {"kind": "cousin", "parental_responsibility": ""}
    yield place("families:relationship-add ?with", who, query=f"with={seen.stranger.pk}", post=kin, on=on)
    yield place("families:relationship-add ?with of another", seen.person.pk, query=f"with={who}", post=kin, on=on)
    yield place("families:relationship-end", who, of.relationship.pk, post=ended, on=on)
    yield place("families:relationship-end of the other", of.other.pk, of.relationship.pk, post=ended, on=on)
    kin = {"kind": "cousin", "reason": ""}
    yield place("families:kinship-settle", who, seen.other.pk, post=kin, on=on)
    yield place("families:kinship-settle of the other", seen.other.pk, who, post=kin, on=on)
    yield place("families:duplicate-settle", of.duplicate.pk, post={"outcome": "different"}, on=on)


def _families(of: Records, seen: Records) -> Iterator[Place]:
    on = "family"
    family = of.family.pk
    belongs = {"part": "child", "basis": "kin"}
    yield place("families:family-detail", family, on=on)
    yield place("families:family-history", family, on=on)
    yield place("families:family-edit", family, post={"name": "Another name"}, on=on)
    yield place("families:family-confirm", of.unconfirmed.pk, post={})
    yield place("families:member-add", family, query="q=Testington", on=on)
    yield place("families:member-add ?person", family, query=f"person={seen.stranger.pk}", post=belongs, on=on)
    yield place(
        "families:member-add ?person of another",
        seen.unconfirmed.pk,
        query=f"person={of.person.pk}",
        post=belongs,
        on="person family",
    )
    ended = boxes("to_on", today()) | {"ended_why": "Moved out"}
    yield place("families:member-end", family, of.member.pk, post=ended, on="person family")
    yield place("cases:family-join", family, query="q=Family", on=on)
    why = {"reason": "The same mother"}
    yield place("cases:family-join ?with", family, query=f"with={seen.unconfirmed.pk}", post=why, on=on)
    yield place("cases:family-join ?with of another", seen.unconfirmed.pk, query=f"with={family}", post=why, on=on)


def _joins(of: Records, seen: Records) -> Iterator[Place]:
    """Two families that are not one after all, and not one at all."""
    family, other, why = of.family.pk, seen.unconfirmed.pk, {"reason": "The mothers are two people"}
    yield place("families:family-apart ?with", family, query=f"with={other}", post=why, on="family")
    yield place("families:family-apart ?with of another", other, query=f"with={family}", post=why, on="family")
    yield place("cases:join-undo", of.join.pk, post={"why": "They are cousins"}, on="family")


def _contexts(of: Records, seen: Records) -> Iterator[Place]:
    on = "context"
    context = of.context.pk
    known = {"basis": "observed", "reliability": "reported", "source": "Seen on a visit", **boxes("from_on", today())}
    known |= boxes("source_on", today())
    role = {"roles": ["feels_safe"], **known}
    yield place("contexts:context-detail", context, on=on)
    yield place("contexts:context-history", context, on=on)
    yield place("contexts:context-edit", context, post={"name": "The park", "description": "By the river"}, on=on)
    yield place("contexts:context-review", of.group.pk, post=boxes("review_due", None))
    yield place("contexts:adult-add", context, post={"role": "manages", "described": "The keeper", **known}, on=on)
    yield place("contexts:relation-add", context, query="q=Place", on=on)
    near = {"kind": "lies_in", "source": "The map"}
    yield place("contexts:relation-add ?other", context, query=f"other={seen.group.pk}", post=near, on=on)
    yield place("contexts:relation-add ?other of another", seen.group.pk, query=f"other={context}", post=near, on=on)
    yield place("cases:context-children", context, on=on)
    yield place("contexts:link-add", context, query="q=Testington", on=on)
    yield place("contexts:link-add ?child", context, query=f"child={seen.stranger.pk}", post=role, on=on)
    yield place("contexts:link-add ?child of another", seen.group.pk, query=f"child={of.person.pk}", on="person family")
    child = of.person.pk
    yield place("contexts:person-contexts", child, on="person family")
    yield place("cases:shared-contexts", child, on="person family")
    for part in ("related", "also", "nearby", "elsewhere"):
        yield place(f"cases:shared-contexts ?part={part}", child, query=f"part={part}", on="person family")
    yield place("contexts:person-link-add", child, query="q=Place", on="person family")
    yield place(
        "contexts:person-link-add ?context", child, query=f"context={seen.group.pk}", post=role, on="person family"
    )
    yield place(
        "contexts:person-link-add ?context of another",
        seen.stranger.pk,
        query=f"context={context}",
        post=role,
        on=on,
    )
    both = "person family context"
    yield place("contexts:link-detail", of.link.pk, on=both)
    yield place("contexts:link-renew", of.link.pk, post={}, on=both)
    ended = boxes("to_on", today()) | {"ended_why": "Moved away"}
    yield place("contexts:link-end", of.link.pk, post=ended, on=both)


def _merges(of: Records, seen: Records) -> Iterator[Place]:
    """Two contexts that are one, and a new one recorded while linking a child."""
    on, context, other = "context", of.context.pk, seen.alike.pk
    same = {"reason": "The same park", **{f"detail_{name}": "kept" for name in DETAILS}}
    yield place("cases:merge-list")
    yield place("cases:context-merge", context, query="q=Place", on=on)
    yield place("cases:context-merge ?with", context, query=f"with={other}", post=same, on=on)
    yield place("cases:context-merge ?with of another", other, query=f"with={context}", post=same, on=on)
    yield place("cases:merge-detail", of.merge.pk, on=on)
    yield place("cases:merge-decline", of.merge_asked.pk, post={"why": "Two gates"}, on=on)
    new = {"name": "The kiosk", "description": "By the gate", "draft_id": uuid4()}
    yield place("contexts:context-create ?for", query=f"kind=location&for={of.person.pk}", post=new, on="person family")


def _people_merges(of: Records, seen: Records) -> Iterator[Place]:
    """Two records of one person."""
    on, person, other = "person family", of.person.pk, seen.twin.pk
    same = {"reason": "The same school", **{f"detail_{name}": "kept" for name in PERSON_DETAILS}}
    yield place("cases:person-merge", person, query="q=Testington", on=on)
    yield place("cases:person-merge ?with", person, query=f"with={other}", post=same, on=on)
    yield place("cases:person-merge ?with of another", other, query=f"with={person}", post=same, on=on)
    yield place("cases:person-merge-detail", of.person_merge.pk, on=on)
    yield place("cases:person-merge-undo", of.person_merge.pk, post={"why": "They are cousins"}, on=on)


def _cases(of: Records, worker: Any) -> Iterator[Place]:
    on = "case family"
    case = of.case.pk
    why = {"why": "They want help with the evenings"}
    yield place("cases:case-detail", case, on=on)
    yield place("cases:case-history", case, on=on)
    yield place("cases:case-propose ?family", query=f"family={of.unconfirmed.pk}", post=why)
    yield place("cases:case-propose ?context", query=f"context={of.group.pk}", post=why)
    yield place("cases:case-propose")
    opened = {"team": of.proposed.team_id, **boxes("referred_on", today())}
    yield place("cases:case-open", of.proposed.pk, post=opened, on="context")
    yield place("cases:case-decline", of.proposed.pk, post=why, on="context")
    held = {"worker": worker.team_memberships.get().pk, "role": "co_worker", **boxes("from_on", today())}
    yield place("cases:case-allocate", case, post=held, on=on)
    ended = boxes("to_on", today()) | {"reason": "Moved teams", "change_reason": "LEFTRL"}
    yield place("cases:allocation-end", case, of.allocation.pk, post=ended, on=on)


def _lives(of: Records, worker: Any) -> Iterator[Place]:
    """A case moves, closes and is opened again; each on a case of the set that is so far in its life."""
    why = {"why": "They moved across the river"}
    moving, closing, closed = of.moving.pk, of.closing.pk, of.closed.pk
    yield place("cases:case-transfer", of.case.pk, post={"to_team": of.asked.to_team_id, **why}, on="case family")
    yield place("cases:transfer-send", moving, of.asked.pk, post={"sure": "yes"})
    yield place("cases:transfer-decline", moving, of.asked.pk, post=why)
    yield place("cases:transfer-withdraw", moving, of.asked.pk, post=why)
    yield place("cases:transfer-accept", of.sent.case_id, of.sent.pk, post={"worker": ""})
    said = {"reason": "RC7", "outcome": "They are safe", "summary": "It has changed", **boxes("closed_on", today())}
    linked = {f"link_{of.link.pk}": "leave"}
    yield place("cases:child-close", of.case.pk, of.period.pk, post=said | linked, on="person family case")
    yield place("cases:case-close", of.quiet.pk, post={**said, "context_status": "monitoring"})
    yield place("cases:case-close of the family", of.case.pk, post=said | linked, on="case family")
    yield place("cases:closing-agree", closing, of.closure.pk, post=boxes("closed_on", today()))
    yield place("cases:closing-return", closing, of.closure.pk, post=why)
    right = {"reason": "Read from the letter", **boxes("referred_on", today() - datetime.timedelta(days=410))}
    yield place("cases:case-referral-date", of.case.pk, post=right, on="case family")
    yield place("cases:case-reopen", closed, post={"team": of.case.team_id, **why, **boxes("referred_on", today())})
    yield place(
        "cases:child-open", of.case.pk, post={"child": of.sibling.pk, **boxes("from_on", today())}, on="case family"
    )
    given = {"change_reason": "LEFTRL", "reason": "A new post elsewhere"}
    given |= {f"to_{row.pk}": worker.pk for row in of.left_behind.worker.allocations.all()}
    yield place("cases:hand-over", of.left_behind.worker_id, post=given)


def _notes(of: Records) -> Iterator[Place]:
    """The notes on a record; one note, which stands on a child and a context and was written in a case."""
    yield place("cases:person-notes", of.person.pk, on="person family")
    yield place("cases:family-notes", of.family.pk, on="family")
    yield place("cases:context-notes", of.context.pk, on="context")
    when = moment_boxes("occurred_at", hours_ago(3))
    said = {"kind": "visit", "title": "A visit", "happened": "We walked.", "_checked": "1", **when}
    about = f"child:{of.person.pk}"
    yield place("cases:note-create")
    written = {"subject": [about], "draft_id": uuid4(), **said}
    yield place("cases:note-create ?about", query=f"about={about}", post=written, on="person family")
    whole = "person family context case"
    yield place("cases:note-detail", of.note.pk, on=whole)
    # Its note stands on the person too, who is left out of these words.
    yield place("cases:note-released", of.released.pk)
    yield place("cases:note-amend", of.note.pk, post={"reason": "A wrong day", **said}, on=whole)


def _documents(of: Records) -> Iterator[Place]:
    """The documents of a record; one document, which stands on a child and a context."""
    yield place("cases:person-documents", of.person.pk, on="person family")
    yield place("cases:family-documents", of.family.pk, on="family")
    yield place("cases:context-documents", of.context.pk, on="context")
    said = {"type": "letter", "title": "A letter", "from_whom": "The school", **boxes("dated_on", today())}
    about = f"about=child:{of.person.pk}"
    yield place("cases:document-add")
    yield place("cases:document-add ?about", query=about, post={"file": Letter(), **said}, on="person family")
    whole, document = "person family context", of.document.pk
    yield place("cases:document-detail", document, on=whole)
    yield place("cases:document-download", document, on=whole)
    yield place("cases:document-change", document, post={"reason": "A slip", **said}, on=whole)
    yield place("cases:document-withdraw", document, post={"withdrawn_why": "A newer one came"}, on=whole)


def _removals(of: Records) -> Iterator[Place]:
    """Moving what was recorded in error, to somebody else, and what is left of it on the wrong record."""
    right, said = f"to=child:{of.other.pk}", {"why": "Two of one name", "takes_own_part": "yes"}
    whole = "person family context case"
    yield place("cases:note-move", of.note.pk, of.on_person.pk, on=whole)
    yield place("cases:note-move ?to", of.note.pk, of.on_person.pk, query=right, post=said, on=whole)
    yield place("cases:link-move", of.link.pk, on="person family context")
    yield place(
        "cases:link-move ?to", of.link.pk, query=right, post={"why": "Two of one name"}, on="person family context"
    )
    row = (of.document.pk, of.document_on_person.pk)
    yield place("cases:document-move", *row, on="person family context")
    yield place(
        "cases:document-move ?to", *row, query=right, post={"why": "Two of one name"}, on="person family context"
    )
    yield place("cases:person-removed", of.person.pk, on="person family")
    yield place("cases:family-removed", of.family.pk, on="family")
    yield place("cases:context-removed", of.context.pk, on="context")
    yield place("cases:removal-detail", of.removal.pk, on="person family")
    yield place("cases:removal-detail ?of a document", of.document_removal.pk, on="person family context")
    yield place("cases:removal-file", of.document_removal.pk, on="person family context")


def _incidents(of: Records) -> Iterator[Place]:
    """The incidents on a record; one incident, of a child at a context."""
    yield place("cases:person-incidents", of.person.pk, on="person family")
    yield place("cases:family-incidents", of.family.pk, on="family")
    yield place("cases:context-incidents", of.context.pk, on="context")
    child, when = f"child:{of.person.pk}", moment_boxes("occurred_at", hours_ago(3))
    said = {"what": "A door was broken.", "source": "The school", f"part_{of.person.pk}": ["witness"], **when}
    yield place("cases:incident-create")
    written = {"subject": [child], "draft_id": uuid4(), **said}
    yield place("cases:incident-create ?about", query=f"about={child}", post=written, on="person family")
    yield place("cases:incident-create ?about the case", query=f"about=case:{of.case.pk}")
    whole = "person family context"
    yield place("cases:incident-detail", of.incident.pk, on=whole)
    changed = {"subject": [child, f"context:{of.context.pk}"], "reason": "A wrong day", **said}
    yield place("cases:incident-change", of.incident.pk, post=changed, on=whole)
    yield place("cases:incident-review", of.incident.pk, post={}, on=whole)


def _patterns(of: Records) -> Iterator[Place]:
    """A manager's lists of links across the service, and what a note asks of them."""
    yield place("cases:patterns")
    yield place("cases:pattern-groups")
    yield place("cases:pattern-contexts")
    yield place("cases:pattern-links")
    yield place("cases:pattern-peer-groups")
    yield place("cases:note-review", of.note.pk, post={}, on="person family context case")


def _statuses(of: Records) -> Iterator[Place]:
    """What a child is to the service, in one period."""
    on = "person family case"
    yield place("cases:status-list", of.period.pk, on=on)
    given = {"status": "lac", **boxes("from_on", today())}
    yield place("cases:status-give", of.period.pk, post=given, on=on)
    yield place("cases:status-end", of.status.pk, post={"why": "Stepped up", **boxes("to_on", today())}, on=on)
    changed = {"category": "PHY", **boxes("from_on", today())}
    yield place("cases:status-category", of.plan.pk, post=changed, on=on)


def _stories(of: Records) -> Iterator[Place]:
    """Summaries and chronologies."""
    yield place("overview:person-summary", of.person.pk, post=GIVE, on="person family")
    yield place("overview:context-summary", of.context.pk, post=GIVE, on="context")
    yield place("looking:looked person", "person", of.person.pk, on="person family")
    yield place("looking:looked family", "family", of.family.pk, on="family")
    yield place("looking:looked context", "context", of.context.pk, on="context")
    yield place("looking:looked case", "case", of.case.pk, on="case family")
    yield place("looking:given", of.person.pk, post=GIVE, on="person family")
    yield place("overview:what-they-said", of.person.pk, on="person family")
    yield place("overview:plans-in-plain-words", of.person.pk, post=GIVE, on="person family")
    about = {
        "people": (of.person, "person family"),
        "families": (of.family, "family"),
        "contexts": (of.context, "context"),
    }
    for kind, (record, on) in about.items():
        yield place(f"overview:chronology {kind}", kind, record.pk, on=on)
        yield place(f"overview:chronology-choose {kind}", kind, record.pk, post={}, on=on)
        yield place(
            f"overview:chronology-print {kind}", kind, record.pk, post={"purpose": "Court", "basis": "legal"}, on=on
        )


def _pictures(of: Records) -> Iterator[Place]:
    """Who is linked to whom, drawn around a child and around a context."""
    yield place("cases:child-picture", of.person.pk, on="person family")
    yield place("cases:child-picture ?steps", of.person.pk, query="steps=2&sort=context", on="person family")
    yield place("cases:context-picture", of.context.pk, on="context")
    yield place("cases:context-picture ?steps", of.context.pk, query="steps=2&role=at_risk", on="context")


def _decisions(of: Records) -> Iterator[Place]:
    """A contact to decide, one decided, who was told of it, and who may be somebody hidden."""
    on, whole, decided_on = "person family context", "person family context case", "case family"
    contact, decided = of.contact.pk, of.decided.pk
    yield place("referrals:acknowledgement-list")
    yield place("referrals:countersign-list")
    yield place("referrals:match-list")
    yield place("referrals:referral-figures")
    why = {"seen": "", "rationale": "They are safe tonight"}
    initial = why | {"draft_id": uuid4()}
    yield place("referrals:referral-decide ?stage", contact, query="stage=initial", post=initial, on=on)
    final = why | {"outcomes": ["advice"], "child_level": "2", "context_level": "targeted", "draft_id": uuid4()}
    yield place("referrals:referral-decide", contact, post=final, on=on)
    yield place("referrals:referral-countersign", decided, post={"countersigned_why": "I agree"}, on=decided_on)
    yield place("referrals:referral-reopen", decided, post={"reason": "More is known"}, on=decided_on)
    told = {"told_how": "By telephone", **boxes("told_on", today())}
    yield place("referrals:referral-tell", decided, post=told, on=decided_on)
    later = boxes("decision_due", of.contact.decision_due + datetime.timedelta(days=2))
    yield place("referrals:referral-extend", contact, post=later | {"due_extended_why": "A holiday"}, on=on)
    unsure = {"match": "unsure"}
    yield place("referrals:child-match", contact, of.contact_child.pk, post=unsure, on=on)
    yield place("referrals:context-match", contact, of.contact_context.pk, post=unsure, on=on)
    yield place("referrals:match-settle", of.match.pk, post={"outcome": "different"}, on=on)
    yield place("referrals:acknowledge", of.told.pk, post={}, on=whole)


def _contacts(of: Records) -> Iterator[Place]:
    """One contact, the files that came with it, and the contacts on whom and what it is about."""
    whole, referral, file = "person family context case", of.referral.pk, of.attachment.pk
    yield place("referrals:referral-detail", referral, on=whole)
    yield place("referrals:referral-history", referral, on=whole)
    yield place("referrals:attachment-add", referral, post={"file": Letter()}, on=whole)
    yield place("referrals:attachment-download", referral, file, on=whole)
    yield place("referrals:attachment-withdraw", referral, file, post={"withdrawn_why": "Another’s"}, on=whole)
    yield place("referrals:person-referrals", of.person.pk, on="person family")
    yield place("referrals:context-referrals", of.context.pk, on="context")


def _restrictions(of: Records) -> Iterator[Place]:
    """The page of a restriction, for each kind of record; the forms for one record of them."""
    for kind, on in {
        "person": "person family",
        "family": "family",
        "context": "context",
        "case": "case family",
    }.items():
        found = getattr(of, kind)
        yield place(f"overview:restriction {kind}", kind, found.pk, on=on)
        deciding = {"reason": "Kin of a colleague", "hide_others": "on"}
        deciding |= {f"note_{note.hex}": "hide" for note in rows_hidden_with(found).values_list("note", flat=True)}
        yield place(f"overview:restrict {kind}", kind, found.pk, post=deciding, on=on)
        yield place(f"overview:grant unrestricted {kind}", kind, found.pk, on=on)
        barring = {"user": of.person.created_by_id, "why": "related"}
        yield place(f"overview:bar {kind}", kind, found.pk, post=barring, on=on)
    yield place("overview:bar-confirm", "person", of.bar.pk, post={"what": "keep"}, on="person family")


def _intake(of: Records) -> Iterator[Place]:
    """A contact being taken: begun, its steps, whom and what it is about, and what becomes of it."""
    on = "person family context"
    contact = of.taken.pk
    begun = {"danger": "no", "channel": "phone", "draft_id": uuid4(), **moment_boxes("received_at", hours_ago(1))}
    yield place("referrals:intake-begin", post=begun)
    yield place("referrals:intake", contact, on=on)
    yield place("referrals:intake-take-over", contact, post={"reason": "On another call"}, on=on)
    handed = {"emergency": "called", "handed_to": "Ines Cole", **moment_boxes("handed_at", hours_ago(1))}
    yield place("referrals:intake-danger", contact, post=handed, on=on)
    received = moment_boxes("received_at", hours_ago(5)) | {"channel": "email", "reason": "The e-mail came first"}
    yield place("referrals:intake-received", contact, post=received, on=on)
    yield place("referrals:intake-withdraw", contact, post={"withdrawn_why": "Begun twice"}, on=on)
    steps: dict[str, dict[str, Any] | None] = {
        "referrer": {"referrer_name": "Rowan Hartley", "source": "2A"},
        "subjects": {"subjects": ["children"]},
        "people": None,
        "contexts": None,
        "worry": {"worry": "A car nobody knows"},
        "worlds": {"peers": "none_known"},
        "agreement": {"child_knows": "yes"},
        "check": {"_submit": "1"},
    }
    for step, post in steps.items():
        yield place(f"referrals:intake-step {step}", contact, step, post=post, on=on)
    yield place("referrals:intake-keep", contact, "worry", post={"worry": "A car"}, on=on)
    child, adult = {"given": "Nia", "part": "concern", "sex": "U"}, {"given": "Ivo", "part": "parent"}
    context = {"name": "The arcade", "kind": "location"}
    yield place("referrals:intake-suggest", contact, "child", post=child, on=on)
    for noun, stated, post in (
        ("child", of.stated_child, child),
        ("adult", of.stated_adult, adult),
        ("context", of.stated_context, context),
    ):
        query = "kind=location" if noun == "context" else ""
        yield place(
            f"referrals:intake-row-add {noun}", contact, noun, query=query, post={**post, "draft_id": uuid4()}, on=on
        )
        yield place(f"referrals:intake-row {noun}", contact, noun, stated.pk, post=post, on=on)
        yield place(f"referrals:intake-row-out {noun}", contact, noun, stated.pk, post={}, on=on)
        yield place(f"referrals:intake-row-back {noun}", contact, noun, stated.pk, post={}, on=on)
    yield place("referrals:intake-row-add kind", contact, "context", on=on)


def _assessments(of: Records) -> Iterator[Place]:
    """Assessments on a case and on whom and what it is about: one that is done, one being written, one that waits."""
    on, whole = "case family", "person family case"
    yield place("assessments:in-hand")
    yield place("assessments:case-assessments", of.case.pk, on=on)
    begun = {"children": [of.person.pk], **boxes("started_on", today())}
    yield place("assessments:assessment-start", of.case.pk, post=begun, on=on)
    yield place("assessments:person-assessments", of.person.pk, on="person family")
    yield place("assessments:family-assessments", of.family.pk, on="family")
    yield place("assessments:context-assessments", of.context.pk, on="context")
    done, child = of.assessment.pk, of.assessed.pk
    yield place("assessments:assessment-detail", done, on=whole)
    yield place("assessments:assessment-history", done, on=whole)
    yield place("assessments:section-history", done, "analysis", on=whole)
    yield place("assessments:child", done, child, on=whole)
    yield place("assessments:child-history", done, child, on=whole)
    written, row, said = of.written.pk, of.writes_of.pk, {"draft_id": uuid4()}
    yield place("assessments:assessment-detail being written", written)
    analysis = {"number": "1", "text": "It means", **said}
    yield place("assessments:section", written, "analysis", post=analysis)
    yield place(
        "assessments:child-write", written, row, post={"number": "0", "words": "I like it", "draft_id": uuid4()}
    )
    yield place("assessments:child-add", written, post={"child": of.not_yet_in.pk})
    yield place("assessments:child-take-out", written, row, post={"removed_why": "He moved away"})
    yield place("assessments:participants", written, post={"name": "The head of year", "took_part": "to_ask"})
    somebody = of.participant.pk
    yield place("assessments:participant-change", written, somebody, post={"part": "School", "took_part": "yes"})
    yield place("assessments:participant-take-out", written, somebody, post={})
    yield place("assessments:assessment-submit", written, post={})
    yield place("assessments:assessment-discard", written, post={"discarded_why": "Begun in error"})
    waits = of.submitted.pk
    yield from _weighed(of)
    yield from _printed(of)
    yield place("assessments:assessment-authorise", waits, post={"authorised_why": "Agreed"})
    yield place("assessments:assessment-return", waits, post={"returned_why": "The analysis"})
    later = boxes("due_on", of.submitted.due_on + datetime.timedelta(days=7))
    yield place("assessments:assessment-extend", waits, post={**later, "extended_why": "A strike"})


def _weighed(of: Records) -> Iterator[Place]:
    """What weighs how much: of a child in the assessment being written and in the one that is done, and of a context."""
    begun = {f"{rows}-INITIAL_FORMS": "0" for rows in ("part", "acts")} | {"acts-TOTAL_FORMS": "0"}
    said = {"part-0-kind": "online", "part-0-influence": "primary", "part-0-direction": "harm", "part-0-why": "Seen"}
    post = {"number": "0", "part-TOTAL_FORMS": "1", **begun, **said, "draft_id": uuid4()}
    yield place("assessments:child-weighting-write", of.written.pk, of.writes_of.pk, "parent", post=post)
    done, child = of.assessment.pk, of.assessed.pk
    yield place("assessments:child-weighting-versions", done, child, "practitioner", on="person family case")
    context = {**post, "draft_id": uuid4()}
    yield place("assessments:weighting-write", of.context_written.pk, "child", post=context)
    yield place("assessments:weighting-versions", of.submitted.pk, "practitioner")


def _actions(of: Records, done: dict[str, Any]) -> Iterator[Place]:
    """Where else something to be done is recorded, and factors on the page of the context they name."""
    yield place("cases:context-factors", of.context.pk, on="context")
    whole = "person family context case"
    yield place("cases:factor-review", of.factor.pk, post={}, on=whole)
    yield place("cases:case-actions", of.case.pk, on="case family")
    yield place("cases:case-action-add", of.case.pk, post=done, on="case family")
    on_case = done | {"case": str(of.case.pk)}
    # Read whatever becomes of the case: where that is hidden, it is not among those to choose from.
    yield place("cases:incident-action-add", of.incident.pk, post=on_case, on="person family context")
    yield place("cases:note-action-add", of.note.pk, post=on_case, on=whole)


def _printed(of: Records) -> Iterator[Place]:
    """An assessment printed, and one of a context without any child's name: clean, and with a word that is marked."""
    whole = "person family case"
    paper = {"purpose": "The conference", "holders": "The chair\nThe school", "basis": "public_task"}
    yield place("assessments:assessment-print", of.assessment.pk, post=paper, on=whole)
    yield place("assessments:printed-copy", of.assessment.pk, of.copy.pk, on=whole)
    yield place("assessments:printed-copy-pdf", of.assessment.pk, of.copy.pk, on=whole)
    yield place("assessments:name-check", of.submitted.pk, post=paper)
    marked = of.context_written.pk
    yield place("assessments:name-check with a mark", marked)
    key = key_of("Rose", 1, MARKED)
    yield place("assessments:name-answer", marked, key, post={"reason": "It is the park’s name"})
    yield place("assessments:name-take-back", marked, of.not_a_name.pk, post={})


def _interventions(of: Records) -> Iterator[Place]:
    """What is done over a time at a context, and the incidents there before it and since."""
    on, made = "context", of.intervention.pk
    said = {"what": "Lamps along the path", "aimed_at": "neighbourhood", "condition": "The path is dark"}
    said |= {"provider": "The parks department", **boxes("from_on", today())}
    yield place("cases:case-interventions", of.proposed.pk, on=on)
    yield place("cases:context-interventions", of.context.pk, on=on)
    yield place("cases:intervention-create", of.quiet.pk, post=said | {"draft_id": uuid4()})
    yield place("cases:intervention-detail", made, on=on)
    yield place("cases:intervention-change", made, post=said | {"draft_id": uuid4()}, on=on)
    ended = {"effect": "They walk home", "effect_known": "They say so", "draft_id": uuid4(), **boxes("to_on", today())}
    yield place("cases:intervention-end", made, post=ended, on=on)


def _plans(of: Records) -> Iterator[Place]:
    """Plans on a case and on whom and what they are about; one being written, one that waits, and one that holds."""
    yield place("plans:case-plans", of.case.pk, on="case family")
    begun = {"kind": "roth", "child": of.not_yet_in.pk, "lead": of.draft_plan.lead_id, **boxes("starts_on", today())}
    yield place("plans:plan-start", of.draft_plan.case_id, post=begun)
    yield place("plans:person-plans", of.person.pk, on="person family")
    yield place("plans:context-plans", of.context.pk, on="context")
    for what in What:
        yield place(f"plans:plan-watch {what.value}", what.value, query="teams=all")
    yield place("plans:reviews-due")
    yield place("plans:plan-detail", of.own_plan.pk, on="person family case")
    yield place("plans:plan-versions", of.own_plan.pk, on="person family case")
    yield place("plans:plan-detail of a context", of.past_plan.pk, on="context")
    yield place("plans:plan-detail of a draft", of.draft_plan.pk)
    draft, waits, holds = of.draft_plan.pk, of.waiting_plan.pk, of.place_plan.pk
    said = {"number": "0", "aim": "They are safe", "lead": of.draft_plan.lead_id, **boxes("starts_on", today())}
    yield place("plans:plan-write", draft, post={**said, "draft_id": uuid4()})
    yield place("plans:plan-ask", draft, post={})
    yield place("plans:plan-agree", waits, post={"agreed_why": "Good", "read": reading_of(of.waiting_plan)})
    yield place("plans:plan-return", waits, post={"returned_why": "A measure"})
    review = {"changed": "Fewer are followed", "decision": "go_on", "why": "It works", **boxes("held_on", today())}
    yield place("plans:plan-review", holds, post={**review, "draft_id": uuid4()})
    later = boxes("due_on", of.place_plan.review_due + datetime.timedelta(days=7))
    yield place("plans:plan-extend", holds, post={"extended_why": "A strike", **later})
    ended = {"outcome": "not_needed", "outcome_words": "Begun in error", **boxes("ended_on", today())}
    yield place("plans:plan-end", draft, post={**ended, "draft_id": uuid4()})


def _plan_parts(of: Records) -> Iterator[Place]:
    """The goals of plans, what is done for them, and the children whom a context's plan reaches."""
    draft, goal, row = of.draft_plan.pk, of.draft_goal.pk, of.draft_row.pk
    holds, measured = of.place_plan.pk, of.place_goal.pk
    said = {"statement": "She walks home with friends", "measure": "How often she says so"}
    yield place("plans:goal-add", draft, post={**said, "draft_id": uuid4()})
    yield place("plans:goal-change", draft, goal, post={**said, "number": "0", "draft_id": uuid4()})
    found = {"found": "Nine of twenty", "change": "better", **boxes("measured_on", today())}
    yield place("plans:goal-measure", holds, measured, post=found)
    yield place("plans:goal-result", holds, measured, post={"result": "They feel safe"})
    yield place("plans:goal-take-out", draft, goal, post={"reason": "Said twice"})
    to_do = {"what": "Light the path", "owner_name": "Parks officer", "aimed_at": "neighbourhood"}
    yield place("plans:action-add", draft, post={**to_do, **boxes("due_on", today())})
    yield place("plans:action-tie", draft, post={"action": of.to_tie.pk})
    yield place("plans:action-untie", draft, row, post={"reason": "Done elsewhere"})
    yield place("plans:plan-reach", holds)
    child = of.not_yet_in.pk
    why = {f"why_{child}": "She waits there", "share": "whole"}
    yield place("plans:reach-add ?child", holds, query=f"child={child}", post=why)
    yield place("plans:reach-change", of.reaching.pk, post={"why": "Now daily", "share": "summary"})
    yield place("plans:reach-end", of.reaching.pk, post={"ended_why": "Moved away"})


def _factors(of: Records) -> Iterator[Place]:
    """What harms a child outside the family, what is to be done about it, and the link it proposes."""
    on, whole = "case family", "person family context case"
    case, factor, action, proposal = of.case.pk, of.factor.pk, of.action.pk, of.proposal.pk
    said = {
        "children": [of.person.pk],
        "harm_types": [HarmType.objects.order_by("name").first().pk],
        "context": "not_known",
        "seen": "A car waits for them",
        "seen_by": "The school",
        "effect_on_child": "They are frightened",
        "no_action_why": "It has stopped",
        "action-TOTAL_FORMS": "1",
        "action-INITIAL_FORMS": "0",
        **boxes("seen_from", today()),
    }
    soon = today() + datetime.timedelta(days=30)
    yield place("cases:factor-list", case, on=on)
    yield place("cases:factor-create", case, post=said | {"draft_id": uuid4()}, on=on)
    yield place("cases:factor-detail", factor, on=whole)
    yield place("cases:factor-change", factor, post=said | {"draft_id": uuid4()}, on=whole)
    yield place("cases:factor-status", factor, post={"status": "easing", **boxes("status_on", today())}, on=whole)
    done = {"what": "Walk with them", "owner_name": "The warden", "aimed_at": "school", **boxes("due_on", soon)}
    yield place("cases:action-add", factor, post=done, on=whole)
    yield from _actions(of, done)
    yield place("cases:action-list")
    yield place("cases:action-list ?whose", query="whose=team")
    yield place("cases:action-agencies")
    finished = {"status": "done", "outcome": "They walk home", **boxes("finished_on", today())}
    yield place("cases:action-finish", action, post=finished, on=whole)
    yield place("cases:action-finish ?list", action, query="list=whose%3Dteam", post=finished, on=whole)
    yield place("cases:action-reassign", action, post={"owner_name": "The youth worker"}, on=whole)
    yield place("cases:action-extend", action, post={"why": "A holiday", **boxes("due_on", soon)}, on=whole)
    yield place("cases:action-wait", action, post={"waits": "1"}, on=whole)
    yield place("cases:proposal-list")
    known = {"basis": "observed", "reliability": "reported", "source": "The school", **boxes("from_on", today())}
    linked = {"roles": ["feels_unsafe"], **known, **boxes("source_on", today())}
    yield place("cases:proposal-accept", proposal, post=linked, on=whole)
    yield place("cases:proposal-decline", proposal, post={"why": "Only the bus stops there"}, on=whole)
    yield place(
        "contexts:context-create ?after",
        query=f"kind=location&after=case:{case}",
        post={"name": "The gate", "description": "Behind the school", "draft_id": uuid4()},
    )


def _meetings(of: Records) -> Iterator[Place]:
    """Meetings on a case, what is on their agendas, their minutes and papers; panels; an enquiry."""
    on, whole, of_child = "case family", "case family person", "person family case"
    case, meeting, item, place_meeting, over = (
        found.pk for found in (of.case, of.meeting, of.item, of.conference, of.approved)
    )
    manager = of.meeting.chair_id
    when = {"place": "By video", "chair": manager, **moment_boxes("starts_at", hours_ago(2))}
    yield place("cases:conferences-overdue")
    yield place("cases:meeting-list")
    yield place("cases:panel")
    yield place("cases:panel-book", post={"kind": "panel", **when})
    yield place("cases:case-meetings", case, on=on)
    yield place("cases:meeting-book", case, post={"kind": "strategy", "children": [of.person.pk], **when}, on=on)
    yield place("cases:meeting-detail", meeting, on=on)
    yield place("cases:meeting-detail about a place", place_meeting)
    yield place("cases:meeting-change", meeting, post=when, on=whole)
    yield place("cases:meeting-cancel", place_meeting, post={"why": "Snow"})
    yield place("cases:meeting-invite", meeting, post={"name": "Mr Okello", "part": "head of year"}, on=whole)
    yield place("cases:invitation-remove", of.invited.pk, post={}, on=whole)
    yield place("cases:meeting-attendance", meeting, post={f"came_{of.invited.pk}": "attended"}, on=whole)
    minutes = {"minutes": "We spoke", "partners": "They walk her home", "number": "0", "draft_id": uuid4()}
    yield place("cases:minutes-write", meeting, post=minutes, on=whole)
    yield place("cases:minutes-approve", meeting, post={"number": "0"}, on=whole)
    yield place("cases:minutes-revise", over, post={"why": "A day is wrong"})
    sent = {"what": "minutes", "invitations": [of.sent_to.pk], "basis": "public_task", **boxes("sent_on", today())}
    yield place("cases:meeting-send", over, post=sent)
    paper = {"text": "The park by day", "number": "0", "draft_id": uuid4()}
    yield place("cases:paper-write", place_meeting, post=paper)
    yield place("cases:paper-print", place_meeting)
    marked = of.marked_paper.meeting_id
    yield place("cases:paper-print with a mark", marked)
    yield place("cases:paper-pdf", marked, post=GIVE)  # not while a word is marked
    key = key_of("Rose", 1, MARKED)
    yield place("cases:paper-name-answer", marked, key, post={"reason": "It is the park’s name"})
    yield place("cases:paper-name-take-back", marked, of.not_a_name.pk, post={})
    yield place("cases:agenda-add", meeting, post={"words": "The walk home"}, on=whole)
    done = {"what": "Walk with them", "owner_name": "The warden", "aimed_at": "school", **boxes("due_on", today())}
    yield place("cases:meeting-action", meeting, post=done, on=whole)
    yield place("cases:item-write", item, post={"said": "She is well", "decision": "x"}, on=of_child)
    yield place("cases:item-decide", item, post={"outcome": "roth"}, on=of_child)
    yield place("cases:item-action", item, post=done, on=of_child)
    waiting = of.waits_for_panel.pk
    yield place("cases:item-remove", waiting, post={}, on="family")
    yield place("cases:panel-gather", of.panel.pk, post={"items": [waiting]}, on="context")
    came = {"came_of_it": "It is lit now", **boxes("done_on", today())}
    yield place("cases:decision-done", of.panel_item.pk, post=came, on="context")
    yield place("cases:person-put-forward", of.person.pk, post={"why": "Many agencies"}, on="person family")
    yield place("cases:context-put-forward", of.group.pk, post={"why": "Many agencies"})
    enquiry = of.enquiry.pk
    yield place("cases:enquiry-seen", enquiry, post={"seen": "seen", **boxes("seen_on", today())})
    led = {"outcome": "roth", "outcome_why": "Harm outside the home", **boxes("outcome_on", today())}
    yield place("cases:enquiry-finish", enquiry, post=led)
    later = boxes("due_on", of.enquiry.conference_due_on + datetime.timedelta(days=7))
    yield place("cases:enquiry-extend", enquiry, post={"why": "A strike", **later})


def _missing(of: Records) -> Iterator[Place]:
    """Children who were missing, the interviews that follow, and referrals to the NRM."""
    on, whole = "person family", "person family context"
    child, episode, interview, nrm = (found.pk for found in (of.person, of.episode, of.interview, of.nrm))
    yield place("cases:missing-list")
    yield place("cases:missing-list ?whose", query="whose=team")
    yield place("cases:interview-list")
    yield place("cases:interview-list ?show", query="show=refused")
    yield place("cases:nrm-list")
    yield place("cases:nrm-list ?awaits", query="awaits=nothing")
    yield place("cases:person-missing", child, on=on)
    gone = {"kind": "M", "context": "none", **moment_boxes("missing_from", hours_ago(5)), "draft_id": uuid4()}
    yield place("cases:episode-create", child, post=gone, on=on)
    yield place("cases:episode-detail", episode, on=whole)
    yield place("cases:episode-detail of who is missing", of.missing.pk)
    yield place("cases:episode-detail with an interview", of.held.episode_id, on=on)
    yield place("cases:episode-detail without one", of.told_episode.pk, on=on)
    back = {"found_where": "At home", "context": "none", **moment_boxes("found_at", hours_ago(1))}
    yield place("cases:episode-found", of.missing.pk, post=back | {"draft_id": uuid4()})
    changed = back | moment_boxes("missing_from", hours_ago(48)) | {"kind": "A", "reason": "More is known"}
    yield place("cases:episode-change", episode, post=changed | {"draft_id": uuid4()}, on=whole)
    yield place("cases:episode-withdraw", episode, post={"why": "Another child"}, on=whole)
    soon = today() + datetime.timedelta(days=30)
    done = {"what": "Walk with them", "owner_name": "The warden", "aimed_at": "school", **boxes("due_on", soon)}
    yield place("cases:episode-action-add", episode, post=done | {"case": of.case.pk}, on=whole)
    yield place("cases:episode-review", episode, post={}, on=whole)
    offer = {"offered": "Y", "offered_by": "Nia", "context": "none", **moment_boxes("offered_at", hours_ago(1))}
    yield place("cases:interview-record", interview, post=offer | {"draft_id": uuid4()}, on=whole)
    later = moment_boxes("due_at", hours_ago(-24 * 9))
    yield place("cases:interview-history", interview, on=whole)
    yield place("cases:interview-extend", interview, post={"why": "In hospital", **later}, on=whole)
    referred = {"responder": "This council", "what_for": "Parcels by train", "told": "yes", "context": "none"}
    referred |= boxes("referred_on", today())
    yield place("cases:nrm-create", child, post=referred | {"draft_id": uuid4()}, on=on)
    yield place("cases:nrm-detail", nrm, on=whole)
    yield place("cases:nrm-detail of one decided", of.nrm_refused.pk, on=whole)
    yield place("cases:nrm-change", nrm, post=referred | {"reason": "A slip", "draft_id": uuid4()}, on=whole)
    decided = {"step": "reasonable", "decision": "positive", **boxes("decided_on", today())}
    yield place("cases:nrm-decide", nrm, post=decided, on=whole)
    wrong = {"step": "reasonable", "decision": "none", "reason": "A slip"}
    yield place("cases:nrm-correct", of.nrm_refused.pk, post=wrong, on=whole)
    again = {"why": "New facts", **boxes("reconsider_on", today())}
    yield place("cases:nrm-reconsider", of.nrm_refused.pk, post=again, on=whole)
    yield place("cases:nrm-withdraw", nrm, post={"why": "A slip", **boxes("withdrawn_on", today())}, on=whole)


def _safety_maps(of: Records) -> Iterator[Place]:
    """Where young people say that they are safe, and where not."""
    on, whole = "person family", "person family context"
    child, drawn = of.person.pk, of.safety_map.pk
    row = {"place-0-name": "The cut", "place-0-colour": "red", "place-0-shape": "area", "place-0-context": ""}
    rows = {f"{name}-TOTAL_FORMS": "1" for name in ("place", "adult")}
    rows |= {f"{name}-INITIAL_FORMS": "0" for name in ("place", "adult")}
    said = {"drawn_with": "Nia", "pooling": "later", **row, **rows, **boxes("drawn_on", today())}
    yield place("cases:person-safety-maps", child, on=on)
    yield place("cases:safety-map-create", child, post=said | {"draft_id": uuid4()}, on=on)
    yield place("cases:context-safety-maps", of.context.pk, on="context")
    yield place("cases:safety-map-detail", drawn, on=whole)
    yield place("cases:safety-map-change", drawn, post=said | {"reason": "A slip", "draft_id": uuid4()}, on=whole)
    yield place(
        "cases:safety-map-pooling", drawn, post={"answer": "withdrawn", **boxes("answered_on", today())}, on=whole
    )
    yield place("cases:safety-map-withdraw", drawn, post={"why": "Another child"}, on=whole)
    yield place("cases:safety-map-print", drawn, post=GIVE, on=whole)


def _warnings(of: Records) -> Iterator[Place]:
    """What staff have to know before they go somewhere."""
    warning, asked = of.warning.pk, of.warning_asked.pk
    says = {"kind": "dogs", "what_to_do": "Ring first.", "narrative": "It bit somebody.", "told": "yes"}
    says |= boxes("from_on", today()) | boxes("review_due", today() + datetime.timedelta(days=90))
    for kind, record, on in (
        ("person", of.person, "person family"),
        ("family", of.family, "family"),
        ("context", of.context, "context"),
    ):
        yield place(f"cases:{kind}-warnings", record.pk, on=on)
        yield place(f"cases:{kind}-warning-add", record.pk, post=says, on=on)
    yield place("cases:warning-list")
    yield place("cases:warning-list ?show", query="show=review")
    yield place("cases:warning-detail", warning, on="person family")
    yield place("cases:warning-detail on a family", of.warning_on_family.pk, on="family")
    yield place("cases:warning-detail to agree", asked, on="context")
    until = {"what_to_do": "Two of you go.", **boxes("review_due", today() + datetime.timedelta(days=90))}
    yield place("cases:warning-agree", asked, post=until, on="context")
    yield place("cases:warning-decline", asked, post={"why": "No dog"}, on="context")
    yield place("cases:warning-keep", warning, post=until | {"why": "It barks"}, on="person family")
    yield place("cases:warning-end", warning, post={"why": "No dog"}, on="person family")
    yield place("cases:warning-told", warning, post={"told": "yes"}, on="person family")


def keeping(kept: dict[str, Any]) -> Iterator[Place]:
    """The pages of what is due, held, disposed of and asked for; each on a record of its own."""
    yield place("keeping:due-list", "people", post={"record": str(kept["due"].pk)})
    yield place("keeping:disposal-list")
    yield place("keeping:disposal-detail", kept["disposal"].pk)
    yield place("keeping:disposal-agree", kept["disposal"].pk, post={"sure": "yes"})
    yield place("keeping:disposal-decline", kept["disposal"].pk, post={"decided_why": "A complaint"})
    yield place("keeping:certificate-list")
    yield place("keeping:hold-list")
    until = {"reason": "An inquiry", **boxes("review_due", today() + datetime.timedelta(days=90))}
    yield place("keeping:hold-add", "person", kept["due"].pk, post=until)
    yield place("keeping:hold-detail", kept["hold"].pk)
    yield place("keeping:hold-review", kept["hold"].pk, post=until)
    yield place("keeping:hold-end", kept["hold"].pk, post={"ended_why": "It is over"})
    rule = RetentionRule.objects.get(code="known")
    yield place("keeping:rule-list")
    yield place("keeping:rule-edit", rule.pk, post={"counts_from": "recorded", "months": 24, "source": "Policy"})
    yield place("keeping:rule-history", rule.pk)
    pack, checking, checked = kept["pack"], kept["checking"], kept["checked"]
    item = pack.items.get(source="person")
    yield place("keeping:access-list")
    asked = {"asked_by": "They", "asks_as": "Themselves", "identity": "Passport", **boxes("received_on", today())}
    yield place("keeping:access-add", kept["due"].pk, post=asked)
    yield place("keeping:access-detail", pack.pk)
    yield place("keeping:access-items", pack.pk)
    yield place("keeping:access-read", pack.pk, post={"entry": str(item.pk)})
    yield place("keeping:access-item", pack.pk, item.pk, post={"mask_why": "x"})
    yield place("keeping:access-words", pack.pk)
    word = {"decision": "mask", "why": "Somebody else"}
    yield place("keeping:access-word", pack.pk, kept["mask"].pk, post=word)
    yield place("keeping:access-extend", pack.pk, post={"extended_why": "Long"})
    yield place("keeping:access-end", pack.pk, post={"ended_why": "Taken back"})
    yield place("keeping:access-submit", kept["decided"].pk, post={})
    yield place("keeping:access-return", checking.pk, post={"returned_why": "The school"})
    yield place("keeping:access-check", checking.pk, post={})
    yield place("keeping:access-give", checked.pk, post=boxes("given_on", today()))
    yield place("keeping:access-pdf", checked.pk, 1)


def administration(member: Any, *, left: Any, covering: Any, cover: Any) -> Iterator[Place]:
    """The pages of a member of staff in one team and of one who has left, of teams, roles and local lists."""
    of, ends = member.pk, boxes("to_on", today())
    held = member.team_memberships.get()
    yield place("accounts:choose-password", "TQ", "set-password")
    yield place("administration:staff-list")
    new = {"name": "Nia Newcombe", "username": "nia", "role": "practitioner"}
    yield place("administration:staff-invite", post=new)
    yield place("administration:staff-detail", of)
    yield place("administration:staff-edit", of, post={"name": "Nia Newcombe", "role": "manager"})
    yield place("administration:staff-link", of)
    yield place("administration:staff-link-make", of, post={})
    yield place("administration:staff-factor-reset", of, post={})
    yield place("administration:staff-deactivate", of, post={})
    yield place("administration:staff-reactivate", left.pk, post={})
    team = {"team": cover.absent.team_memberships.get().team_id, **boxes("from_on", today())}
    yield place("administration:membership-add", of, post=team)
    yield place("administration:membership-manager", of, held.pk, post={"is_manager": "yes"})
    yield place("administration:membership-end", of, held.pk, post=ends)
    while_away = {"covering": covering.pk, "reason": "On leave", **boxes("from_on", today()), **ends}
    yield place("administration:cover-add", of, post=while_away)
    yield place("administration:cover-end", cover.absent_id, cover.pk, post={})
    yield place("administration:team-list")
    yield place("administration:team-create", post={"name": "Fellside team", "kind": "casework"})
    yield place("administration:team-detail", held.team_id)
    yield place("administration:team-edit", held.team_id, post={"name": "Fellside team", "kind": "contexts"})
    yield place("administration:role-list")
    yield place("administration:list-index")
    yield from _local_lists()


def _local_lists() -> Iterator[Place]:
    filled = {
        "harm-types": (HarmType, {"census_factor": "20"}),
        "place-categories": (PlaceCategory, {"is_protected": "on"}),
        "agencies": (Agency, {"source": "6"}),
    }
    for slug, (model, more) in filled.items():
        entry, withdrawn = model.objects.order_by("pk")[:2]
        model.objects.filter(pk=withdrawn.pk).update(withdrawn_on=today())
        yield place(f"administration:entry-list {slug}", slug)
        yield place(f"administration:entry-add {slug}", slug, post={"name": "Another", **more})
        yield place(f"administration:entry-edit {slug}", slug, entry.pk, post={"name": "Another", **more})
        yield place(f"administration:entry-history {slug}", slug, entry.pk)
        yield place(f"administration:entry-withdraw {slug}", slug, entry.pk, post={})
        yield place(f"administration:entry-restore {slug}", slug, withdrawn.pk, post={})
    interval = Interval.objects.get(code="visit_cin")
    yield place("administration:interval-list")
    yield place("administration:interval-edit", interval.pk, post={"length": "20", "unit": "days"})
    yield place("administration:interval-history", interval.pk)
    outcome = Outcome.objects.get(code="panel")
    yield place("administration:outcome-list")
    yield place("administration:outcome-edit", outcome.pk, post={"needs_countersignature": "on"})
    yield place("administration:outcome-history", outcome.pk)


def restricted_places(restricted: dict[str, Any], worker: Any, *, duty: Any, standing: Any) -> Iterator[Place]:
    """What is done on restricted records alone: granting access for each kind, and for one of them all that follows. On the
    person lifting is proposed by somebody else, on the family by the manager."""
    post = {"to": worker.pk, "kind": "task", "reason": "Works with them"}
    post |= boxes("ends_on", today() + datetime.timedelta(days=14))
    for kind, record in restricted.items():
        yield place(f"overview:grant restricted {kind}", kind, record.pk, post=post)
    at = ("person", restricted["person"].pk)
    why = {"reason": "It is over"}
    yield place("overview:restriction restricted", *at)
    held = restricted["person"].grants.get(user=worker)
    longer = {"reason": "Still works with them"} | boxes("ends_on", today() + datetime.timedelta(days=9))
    yield place("overview:grant-renew", *at, held.pk, post=longer)
    yield place("overview:grant-end", *at, held.pk, post=why)
    yield place("overview:restriction-keep", *at, post=why)
    yield place("overview:lifting-propose", "context", restricted["context"].pk, post=why)
    review = restricted["person"].restriction_reviews.get()
    yield place("overview:lifting-agree", *at, review.pk, post=why)
    yield place("overview:lifting-refuse", *at, review.pk, post=why)
    family = restricted["family"]
    yield place("overview:lifting-take-back", "family", family.pk, family.restriction_reviews.get().pk, post={})
    waiting = CaseNote.objects.get(title="A call to decide on")
    yield place("overview:restriction-notes", *at)
    yield place("overview:restriction-notes ?show", *at, query="show=waiting", post={"notes": [waiting.pk]})
    released = restricted["person"].note_releases.get()
    words = {"title": "A call", "happened": "We spoke."}
    yield place("overview:note-release", *at, released.note_id, post=words)
    yield place("overview:note-hide", *at, released.note_id, post=why)
    yield place("overview:standing-give", post={"team": duty.pk, **why})
    yield place("overview:standing-review", standing.pk, post=why)
    yield place("overview:standing-end", standing.pk, post=why)


def confidential(access: Any, to_end: Any, alone: Any, interest: Any, manager: Any) -> Iterator[Place]:
    """Asking for what no list shows, what was asked for, and who is barred."""
    asking = {"way": "reference", "reference": "PER-999999"}
    yield place("overview:emergency", post=asking | {"why": "danger", "words": "Found alone"})
    yield place("overview:emergency-asked")
    yield place("overview:emergency-limit")
    yield place("overview:emergency-opened")
    yield place("overview:emergency-list")
    yield place("overview:emergency-list ?show", query="show=all")
    yield place("overview:emergency-answer", access.pk, post={"was_right": "yes", "answer": "They rang me"})
    yield place("overview:emergency-look-at", access.pk, post={})
    yield place("overview:emergency-pass-on", access.pk, post={"to": manager.pk})
    yield place("overview:bar-list")
    yield place("overview:successor", "person", alone.pk, post={"to": manager.pk, "reason": "Of another team"})
    yield place("overview:bar-end", "person", to_end.pk, post={"reason": "They are no relatives"})
    yield place("overview:interest", post=asking | {"why": "related"})
    yield place("overview:interest-declared")
    yield place("overview:interest-list")
    yield place("overview:interest-list ?show", query="show=all")
    yield place("overview:interest-look-at", interest.pk, post={})
