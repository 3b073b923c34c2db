"""What is hidden, at the ends of its life and beside it: withdrawn, discarded, declined, cancelled, ended; who was granted
it or barred from it; and what was typed about it where no record of it is, for records officers to read."""

import datetime
from typing import Any

from django.utils import timezone

from cases.models import MinutesSent
from cs_casework.audit.log import disclose, record
from cs_casework.confidential.models import Interest
from cs_casework.dates import today
from keeping.models import AccessItem, AccessMask, AccessRequest, Disposal, LegalHold, RetentionRule
from referrals.models import IntakeStep
from tests import factories
from tests.helpers import hours_ago
from tests.site.records import Records, Words, bar, front_door, grant, opening


class Saying:
    """Makes rows whose named texts hold a word each."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def facts(self, model: Any, *names: str) -> dict[str, str]:
        columns = {name: model._meta.get_field(name) for name in names}
        label = model._meta.label_lower
        return {name: self.words.new(f"{label}.{name}", column.max_length) for name, column in columns.items()}

    def make(self, factory: Any, *names: str, **facts: Any) -> Any:
        return factory(**facts, **self.facts(factory._meta.model, *names))

    def row(self, model: Any, *names: str, **facts: Any) -> Any:
        return model.objects.create(**facts, **self.facts(model, *names))

    def into(self, row: Any, *names: str, **facts: Any) -> Any:
        for name, value in (facts | self.facts(type(row), *names)).items():
            setattr(row, name, value)
        row.save()
        return row


def say_the_rest(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """`by` asks no page here; nor does the front door, who is granted, barred, and asked or looked here."""
    say, front = Saying(words), front_door()
    _assessed(hidden, kin, say, by=by)
    _done(of, hidden, kin, say, by=by)
    _met(of, hidden, kin, say, by=by)
    _found(hidden, kin, say, by=by)
    _told(of, hidden, kin, say, by=by)
    _put_right(hidden, say, by=by)
    _reached(hidden, say, front, by=by)
    _kept(hidden, say, front, by=by)
    _beside(hidden, say, front, by=by)


def _assessed(hidden: Records, kin: Any, say: Saying, *, by: Any) -> None:
    over = {"status": "discarded", "discarded_on": today(), "returned_on": today(), "returned_by": by}
    made = say.make(factories.AssessmentFactory, "discarded_why", "returned_why", case=hidden.case, **over)
    say.make(factories.AssessmentChildFactory, "removed_why", assessment=made, child=kin, removed_on=today())
    version = factories.PlanVersionFactory(plan=hidden.own_plan, number=90, why="x", created_by=by)
    version.said["aim"] = say.words.new("plans.planversion.said")
    version.save()
    hidden.period.imported = {"said": say.words.new("cases.casechild.imported")}
    hidden.period.save()


def _done(of: Records, hidden: Records, kin: Any, say: Saying, *, by: Any) -> None:
    """On a case everyone may see, what was done because of a hidden note; a factor, a proposal, a warning that are over."""
    late = {"first_due_on": today(), "due_on": today(), "owner": of.allocation.worker}
    done = {"status": "done", "finished_on": today()} | late
    say.make(factories.ActionFactory, "what", "outcome", "extended_why", case=of.case, note=hidden.note, **done)
    factor = say.make(
        factories.FactorFactory,
        "ended_why",
        "no_action_why",
        case=hidden.case,
        context=hidden.context,
        children=[hidden.person],
        status="ended",
        created_by=by,
    )
    declined = {"status": "declined", "decided_on": today(), "decided_by": by}
    for child, context in ((of.person, hidden.context), (hidden.person, of.context)):
        about = {"factor": factor, "child": child, "context": context}
        say.make(factories.LinkProposalFactory, "decided_why", **about, **declined)
    ended = {"status": "ended", "ended_on": today(), "agreed_by": by, "created_by": by}
    say.make(factories.WarningFactory, "ended_why", person=kin, told="no", not_told_why="x", **ended)
    letter = say.make(factories.DocumentFactory, "name", "title", "withdrawn_why", withdrawn_on=today(), created_by=by)
    factories.DocumentSubjectFactory(document=letter, child=kin)


def _met(of: Records, hidden: Records, kin: Any, say: Saying, *, by: Any) -> None:
    """A cancelled meeting on a case everyone may see, about a hidden child; of hidden ones, an item about nobody on record,
    and how the minutes went out; an enquiry that is over; a panel's contact that was countersigned and set aside."""
    runs = {"chair": of.meeting.chair, "cancelled_on": today()}
    for case, child in ((of.case, kin), (hidden.case, hidden.person)):
        off = say.make(factories.MeetingFactory, "cancelled_why", case=case, kind="strategy", **runs)
        factories.AgendaItemFactory(meeting=off, child=child)
    about = {"meeting": hidden.meeting, "child": None, "context": None, "done_on": today()}
    say.make(factories.AgendaItemFactory, "words", "came_of_it", **about)
    sent = {"meeting": hidden.approved, "invitation": hidden.sent_to, "what": "minutes", "sent_on": today()}
    say.row(MinutesSent, "how", created_by=by, **sent)
    strategy = factories.MeetingFactory(case=hidden.case, chair=of.meeting.chair)
    factories.AgendaItemFactory(meeting=strategy, child=hidden.person)
    enquiry = factories.Section47Factory(strategy=strategy, child=hidden.person, seen="not_seen", not_seen_why="x")
    longer = enquiry.first_due_on + datetime.timedelta(days=1)
    over = {"outcome": "monitor", "outcome_on": today(), "conference_due_on": longer}
    say.into(enquiry, "not_seen_why", "outcome_why", "extended_why", **over)


def _found(hidden: Records, kin: Any, say: Saying, *, by: Any) -> None:
    """Of hidden children: a time missing that was withdrawn, interviews that were late or never held, referrals to the NRM
    that were asked again and withdrawn, a map that was withdrawn."""
    ago = iter(range(30_000, 0, -100))

    def episode(**facts: Any) -> Any:
        start = next(ago)
        moments = {"missing_from": hours_ago(start), "found_at": hours_ago(start - 9)}
        return factories.MissingEpisodeFactory(child=hidden.other, created_by=by, **moments, **facts)

    say.into(episode(), "withdrawn_why", withdrawn_on=today())
    offered = {"offered": "Y", "offered_at": hours_ago(3)}
    for why, facts in (
        ("extended_why", {"first_due_at": hours_ago(5)}),
        ("not_offered_why", {"offered": "N"}),
        ("not_taken_up_why", offered | {"taken_up": "N"}),
        ("not_applicable_why", offered | {"taken_up": "NA"}),
    ):
        say.make(factories.ReturnInterviewFactory, why, episode=episode(), **facts)
    again = {"reconsider_on": today(), "reconsidered": "reasonable", "withdrawn_on": today()}
    say.make(
        factories.NRMReferralFactory, "reconsider_why", "withdrawn_why", child=hidden.other, created_by=by, **again
    )
    say.make(factories.SafetyMapFactory, "withdrawn_why", child=kin, withdrawn_on=today(), created_by=by)


def _told(of: Records, hidden: Records, kin: Any, say: Saying, *, by: Any) -> None:
    """Contacts about a hidden child and a child everyone may see: withdrawn, with a file that was withdrawn and a step half
    typed; and one whose sender was told, decided for another council, and set aside."""
    for status, names, facts in (
        ("withdrawn", ["withdrawn_why"], {}),
        ("decided", ["told_how"], {"decided_at": timezone.now(), "told_on": today(), "told_by": by}),
    ):
        contact = say.make(factories.ReferralFactory, *names, taker=by, submitted=True, status=status, **facts)
        for person in (of.person, kin):
            factories.ReferralChildFactory(referral=contact, known="known", person=person)
        say.make(factories.AttachmentFactory, "withdrawn_why", referral=contact, withdrawn_on=today(), created_by=by)
    data = {"worry": say.words.new("referrals.intakestep.data")}
    IntakeStep.objects.create(referral=contact, step="worry", data=data, saved_by=by)
    aside = {"set_aside_on": today(), "set_aside_by": by, "countersigned_on": today(), "countersigned_by": by}
    say.make(
        factories.ScreeningDecisionFactory,
        "council",
        "countersigned_why",
        "set_aside_why",
        referral=contact,
        outcomes=["transfer_out"],
        needs_countersignature=True,
        created_by=of.contact.taker,
        **aside,
    )


def _put_right(hidden: Records, say: Saying, *, by: Any) -> None:
    """What was removed from a hidden record, undone or declined on it; a release that ended; a word that is no name."""
    undone = {"undone_on": today(), "undone_by": by, "created_by": by}
    say.make(factories.PersonMergeFactory, "undone_why", kept=hidden.person, merged=hidden.twin, **undone)
    asked = {"asked_by": by, "status": "declined", "decided_on": today(), "decided_by": by}
    say.make(factories.MergeRequestFactory, "decided_why", kept=hidden.context, merged=hidden.group, **asked)
    elsewhere = factories.NoteSubjectFactory(child=hidden.stranger, note__created_by=by)
    say.make(factories.RemovalFactory, "own_part", "why", child=hidden.person, note_subject=elsewhere, created_by=by)
    over = {"ended_on": today(), "ended_by": by, "created_by": by}
    row = factories.NoteSubjectFactory(child=hidden.person, note__created_by=by)
    factories.NoteSubjectFactory(note=row.note, child=hidden.other)
    facts = {"note": row.note, "person": hidden.person, "left_out": [row.pk]}
    say.make(factories.NoteReleaseFactory, "ended_why", **facts, **over)
    say.make(factories.NotANameFactory, "word", context=hidden.context, created_by=by)


def _reached(hidden: Records, say: Saying, front: Any, *, by: Any) -> None:
    """Who was granted each, until it was ended; who is barred from each, which a manager asked to end."""
    for kept in (hidden.person, hidden.family, hidden.context, hidden.case):
        say.into(grant(kept, to=front), "reason", "ended_why", ended_on=today(), ended_by=by)
        if kept != hidden.person:  # from whom they are barred already
            barred = bar(kept, front, end_asked_by=by, end_asked_on=today(), end_why="x")
            say.into(barred, "words", "end_why")


def _kept(hidden: Records, say: Saying, front: Any, *, by: Any) -> None:
    """A hold that ended and one that stands, a disposal that was declined, and requests to see the record."""
    days = {"review_due": today() + datetime.timedelta(days=30), "created_by": front}
    for kept in (
        {"person": hidden.other},
        {"family": hidden.family},
        {"context": hidden.context},
        {"case": hidden.case},
    ):
        say.row(LegalHold, "reason", "ended_why", ended_on=today(), **kept, **days)
        say.row(LegalHold, "reason", **kept, **days)
    rule = {"rule": RetentionRule.objects.get(code="open_before"), "rule_words": "By rule", "due_on": today()}
    declined = {"status": "declined", "decided_on": today(), "decided_by": by, "created_by": front}
    say.row(Disposal, "decided_why", person=hidden.other, **declined, **rule)
    typed = ["asked_by", "asks_as", "identity", "extended_why", "returned_why"]
    facts = {"person": hidden.person, "received_on": today(), "due_on": today(), "created_by": front}
    say.row(AccessRequest, *typed, "ended_why", status="ended", **facts)
    pack = say.row(AccessRequest, *typed, status="deciding", **facts)
    entry = {"request": pack, "number": 1, "source": "person", "row": hidden.person.pk, "is_gathered": True}
    item = say.row(AccessItem, "heading", "text", "left_out_why", decided_by=front, **entry)
    decided = {"decision": "mask", "decided_by": front, "origin": "record"}
    say.row(AccessMask, "word", "plain", "why", item=item, start=0, end=9, **decided)


def _beside(hidden: Records, say: Saying, front: Any, *, by: Any) -> None:
    """What names a hidden record by its id alone, or nothing: it was asked for in an emergency and declared somebody's own
    affair, looked up, changed for a reason, given to somebody; and that more was opened than their work explains."""
    answer = {"answered_on": today(), "answered_by": front, "was_right": True, "answer": "x"}
    met = {"met": [hidden.person.pk], "looked_at_on": today(), "looked_at_by": front}
    access = opening(hidden.person, by, minutes=0).access
    say.into(access, "asked", "words", "answer", owner=front, **met, **answer)
    say.row(Interest, "asked", "words", created_by=by, way="name", why="other", **met)
    answered = {"outcome": "explained", "answered_by": front, "answered_at": timezone.now(), "user": front}
    say.make(factories.LookUpFactory, "words", person_id=hidden.person.pk, **answered)
    say.make(factories.VolumeFactory, "said", "words", said_at=timezone.now(), **answered)
    reason = say.words.new("audit.auditevent.reason")
    record(by=front, action="person.changed", target=hidden.person, reason=reason, shown=[hidden.person.pk])
    recipient = say.words.new("audit.disclosure.recipient")
    people = [hidden.person.pk, hidden.other.pk]
    given = {"kind": "summary", "basis": "legal", "form": "pdf", "target": hidden.person, "people": people}
    disclose(by=front, recipient=recipient, **given)
