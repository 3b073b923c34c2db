"""What is printed of a context without any child's name: which words have to go, or be answered for, before it is. And what
leaves a restricted record without a name of it.

One check for all such papers: the assessment of a context, and the paper of a context conference. A paper gives its text in
`Block`s, each with the page on which it is put right, prints these blocks and nothing else that somebody typed, and goes
on only when `is_clean`.

A check tells something: that a word which stands in the text is the name of a child whom this place concerns, and that may
be a child the reader knows nothing of. Whoever tries words out learns it one word at a time, so (ADR 15):

- only what is saved in the record is checked, under the name of who wrote it, each version kept; never what is being typed;
- it is asked for by those alone who may write that record;
- it says which words, never whose, nor how many children have one; names of hidden children are marked like all others;
- every check is in the audit of each child whose name it marked, with who asked.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cases.models import (
    AgendaItem,
    Case,
    CaseChild,
    CaseNote,
    FactorChild,
    Incident,
    IncidentChild,
    LinkProposal,
    Meeting,
    MissingEpisode,
    NotAName,
    NoteSubject,
    NRMReferral,
    ReturnInterview,
    SafetyMapAdult,
    SafetyMapFeature,
)
from cases.wording import names_found
from contexts.models import Context, ContextAdult, ContextLink
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.models import Family, FamilyMembership, Person, PersonName, Relationship
from families.naming import KnownNames, Mark, Mask, is_own, own_words, pieces_of
from families.workflow import require_sight

# Where one passage ends and the next begins: a sentence, or a line.
BETWEEN = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")


@dataclass(frozen=True)
class Block:
    """A part of a paper: what stands above it, what it says, and where it is put right."""

    heading: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Marked:
    """One marked word: in which passage of which block, and what was answered, if anything."""

    key: str
    word: str
    passage: str
    answer: Any = None

    @property
    def is_small(self) -> bool:
        return self.word.islower()


@dataclass
class MarkedPassage:
    """A sentence or a line with a marked word in it: in pieces, each with whether it is marked."""

    block: Block
    pieces: list[tuple[str, bool]]
    marks: list[Marked] = field(default_factory=list)

    @property
    def open_marks(self) -> list[Marked]:
        """Those that nobody has answered for."""
        return [mark for mark in self.marks if mark.answer is None]

    @property
    def answered(self) -> list[Marked]:
        return [mark for mark in self.marks if mark.answer is not None]


def children_of(*contexts: Context) -> Any:
    """The ids of every child whom these contexts concern or ever did, whoever may see them: linked to it, in a note, a
    factor, an incident or a proposed link of it, found there when missing, or on the agenda of a meeting about it. For
    the check for names alone."""
    return children_in(contexts)


def children_in(contexts: Any) -> Any:
    """The same of contexts that a queryset may give."""
    on_notes = NoteSubject.objects.filter(child__isnull=False, note__subjects__context__in=contexts)
    meetings = (
        Meeting.objects.filter(Q(items__context__in=contexts) | Q(case__context__in=contexts)).order_by().values("pk")
    )
    rows: list[Any] = [
        AgendaItem.objects.filter(child__isnull=False, meeting__in=meetings),
        ContextLink.objects.filter(context__in=contexts),
        FactorChild.objects.filter(factor__context__in=contexts),
        IncidentChild.objects.filter(incident__context__in=contexts),
        LinkProposal.objects.filter(context__in=contexts),
        MissingEpisode.objects.filter(context__in=contexts),
        NRMReferral.objects.filter(context__in=contexts),
    ]
    found = on_notes.order_by().values("child")
    told = ReturnInterview.objects.filter(context__in=contexts).order_by().values("episode__child")
    return found.union(told, *(of.order_by().values("child") for of in rows)).order_by()


def people_around(people: Any) -> Any:
    """The ids of who is or was of a family with these people, or related to them, whoever may see them. For the check
    for names alone."""
    families = FamilyMembership.objects.filter(person__in=people).order_by().values("family")
    relatives = Relationship.objects.order_by()
    members = FamilyMembership.objects.filter(family__in=families).order_by()
    found = members.values(child=F("person")).union(
        relatives.filter(person__in=people).values(child=F("other")),
        relatives.filter(other__in=people).values(child=F("person")),
    )
    return found.order_by()


def people_told_of(records: Iterable[UUID]) -> Any:
    """The ids of whom the words of these records may name, whoever may see them: others in the same note, incident or
    meeting, a family that a note is about, whom a young person trusts, and everybody whom a context concerns that one of
    them names. For the check for names alone."""
    ids = list(records)
    notes = CaseNote.objects.filter(Q(pk__in=ids) | Q(releases__in=ids)).order_by()  # of words that were released, too
    subjects = NoteSubject.objects.filter(note__in=notes.values("pk")).order_by()
    agenda = AgendaItem.objects.order_by()
    meetings = agenda.filter(pk__in=ids).values("meeting")
    naming = [
        subjects,
        agenda.filter(meeting__in=meetings),
        Incident.objects.filter(pk__in=ids).order_by(),
        MissingEpisode.objects.filter(pk__in=ids).order_by(),
        ReturnInterview.objects.filter(pk__in=ids).order_by(),
        NRMReferral.objects.filter(pk__in=ids).order_by(),
        SafetyMapFeature.objects.filter(safety_map__in=ids).order_by(),
    ]
    contexts = Q()
    for rows in naming:
        contexts |= Q(pk__in=rows.filter(context__isnull=False).values("context"))
    members = FamilyMembership.objects.filter(family__in=subjects.filter(family__isnull=False).values("family"))
    trusted = SafetyMapAdult.objects.filter(safety_map__in=ids, person__isnull=False).order_by()
    places = Context.objects.filter(contexts).order_by()
    adults = ContextAdult.objects.filter(context__in=places.values("pk"), person__isnull=False).order_by()
    return (
        subjects.filter(child__isnull=False)
        .values("child")
        .union(
            IncidentChild.objects.filter(incident__in=ids).order_by().values("child"),
            agenda.filter(meeting__in=meetings, child__isnull=False).values("child"),
            members.order_by().values(child=F("person")),
            trusted.values(child=F("person")),
            adults.values(child=F("person")),
            children_in(places.values("pk")),
        )
        .order_by()
    )


def check_names(context: Context, blocks: Sequence[Block], *, by: User, target: models.Model) -> list[MarkedPassage]:
    """The passages of these blocks in which a word is the name of a child whom the context concerns, those whom `by` may
    not see among them; each with what was answered. In the audit of `target`, and of each child whose name is marked."""
    names = KnownNames(children_of(context))
    answers = {
        (row.word, row.passage): row
        for row in NotAName.objects.visible_to(by).standing().filter(context=context).select_related("created_by")
    }
    found, marks = [], []
    for block in blocks:
        for passage in _passages(block.text):
            if in_it := names.marks_in(passage):
                marks += in_it
                marked = [_marked(passage, mark, nth, answers) for mark, nth in _numbered(in_it)]
                found.append(MarkedPassage(block, list(pieces_of(passage, in_it)), marked))
    record(by=by, action="names.checked", target=target, shown=sorted(names.whose(marks)))
    return found


def masked_in(blocks: Iterable[Block], mask: Mask) -> list[MarkedPassage]:
    """The passages in which a word becomes an initial, to be read through before they go out. Who asks writes to the audit
    whose names were met."""
    passages = ((block, passage) for block in blocks for passage in _passages(block.text))
    return [MarkedPassage(block, mask.pieces(passage)) for block, passage in passages if mask.marks_in(passage)]


def is_clean(found: Iterable[MarkedPassage]) -> bool:
    """Whether every mark is answered for: the paper may go out."""
    return not any(passage.open_marks for passage in found)


def open_mark(found: Iterable[MarkedPassage], key: str) -> tuple[MarkedPassage, Marked] | tuple[None, None]:
    """The mark of this key and the passage it is in; neither where it is answered for, or not marked any more."""
    pairs = ((passage, mark) for passage in found for mark in passage.open_marks if mark.key == key)
    return next(pairs, (None, None))


def answers_in(found: Iterable[MarkedPassage]) -> list[Any]:
    """Each answer that holds for something in the text, once."""
    answers = {mark.answer.pk: mark.answer for passage in found for mark in passage.answered}
    return sorted(answers.values(), key=lambda answer: (answer.word.casefold(), answer.pk))


@transaction.atomic
def say_not_a_name(context: Context, mark: Marked, *, by: User, reason: str, target: models.Model) -> NotAName:
    """Answer for a marked word: it is no child's name where it stands. `mark` comes from a check just made.

    Refuses who may not write assessments or see the context, no reason, and a word that is answered for already.
    """
    require(by, Permission.WRITE_ASSESSMENTS)
    require_sight(by, context)
    Context.objects.select_for_update(of=("self",), no_key=True).get(pk=context.pk)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is not a child’s name here.")})
    word, passage = _answer_key(mark)
    if NotAName.objects.standing().filter(context=context, word=word, passage=passage).exists():
        raise ValidationError(_("This word is answered for already."))
    answer = NotAName(context=context, word=word, passage=passage, reason=reason)
    save_record(answer, by=by, reason=reason)
    record(by=by, action="names.answered", target=target)
    return answer


@transaction.atomic
def take_back(answer: NotAName, *, by: User, target: models.Model) -> NotAName:
    """The word counts as a name again. The answer stays readable as a version."""
    require(by, Permission.WRITE_ASSESSMENTS)
    require_sight(by, answer)
    answer = NotAName.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if answer.taken_back_on is None:
        answer.taken_back_on = today()
        save_record(answer, by=by)
        record(by=by, action="names.answer_taken_back", target=target)
    return answer


# --- What leaves a record ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class NamesLeft:
    """The words by which a text still names a record that it is taken off in error, or somebody of it. Where that record
    is kept from some (`is_kept`), such a text does not leave it."""

    words: list[str]
    is_kept: bool
    whose: set[UUID]  # for the audit alone


def names_left(
    texts: Iterable[str], *, wrong: Person | Family | Context, case: Case | None, stays: Iterable[Any]
) -> NamesLeft:
    """By which words these texts, that stood on the record `wrong` (a note in this case), still name it.

    Where the record, its case or a family of the child is restricted, names of everybody who belongs to that are looked
    for, of those hidden from this reader too; else those of the record alone. The words of the names of whom it goes to, or
    is about besides (`stays`), are none: they are read there anyway.
    """
    kept = _kept_from_some(wrong, case)
    of = kept or [wrong]
    people = people_of(*of) if kept else {wrong.pk} if isinstance(wrong, Person) else set()
    names, texts = KnownNames(people), [text for text in texts if text]
    marks = [mark for text in texts for mark in names.marks_in(text)]
    whole = names_found(texts, {str(one): [str(one)] for one in [wrong, *of] if not isinstance(one, Case)})
    own = _own_words_of(stays, but=people) if marks or whole else set()
    marks = [mark for mark in marks if not is_own(mark.word, own)]
    whole = [name for name in whole if not all(is_own(word, own) for word in name.split())]
    words = list(dict.fromkeys([*whole, *(mark.word for mark in marks)]))
    return NamesLeft(words, bool(kept), names.whose(marks))


def _kept_from_some(wrong: Person | Family | Context, case: Case | None) -> list[Any]:
    """What keeps an entry on this record, written in this case, from some who may see others."""
    found: list[Any] = [wrong, *([case, case.family, case.context] if case else [])]
    if isinstance(wrong, Person):
        found += Family.objects.filter(memberships__person=wrong, restricted_on__isnull=False).distinct()
    return list(dict.fromkeys(one for one in found if one and one.is_restricted))


def people_of(*found: Person | Family | Context | Case) -> set[UUID]:
    """The ids of everybody who belongs to one of these records or ever did, whoever may see them: the person, a family's
    members, whom a context concerns, all these of the family or the context of a case. For the check for names alone."""
    cases = [one for one in found if isinstance(one, Case)]
    contexts = [one for one in found if isinstance(one, Context)] + [case.context for case in cases if case.context]
    families = [one.pk for one in found if isinstance(one, Family)] + [case.family_id for case in cases]
    rows = [
        FamilyMembership.objects.filter(family__in=families).order_by().values_list("person"),
        CaseChild.objects.filter(case__in=cases).order_by().values_list("child"),
    ]
    if contexts:
        adults = ContextAdult.objects.filter(context__in=contexts, person__isnull=False)
        rows += [children_of(*contexts).values_list("child"), adults.order_by().values_list("person")]
    return {one.pk for one in found if isinstance(one, Person)} | {pk for ids in rows for (pk,) in ids}


def _own_words_of(stays: Iterable[Any], *, but: set[UUID]) -> set[str]:
    """The words of the names of these people and of these families' members, but for members who belong to what the text
    leaves: they are as hidden as that is."""
    stays = [one for one in stays if one]
    people = {one.pk for one in stays if isinstance(one, Person)}
    members = FamilyMembership.objects.filter(family__in=[one.pk for one in stays if isinstance(one, Family)])
    members = members.filter(person__restricted_on=None).order_by()
    people |= set(members.values_list("person", flat=True)) - but
    return own_words(PersonName.objects.filter(person__in=people))


# --- Passages --------------------------------------------------------------------------------------------------------
def _passages(text: str) -> list[str]:
    return [passage for passage in BETWEEN.split(text.replace("\r\n", "\n").strip()) if passage]


def _numbered(marks: Sequence[Mark]) -> Iterator[tuple[Mark, int]]:
    """Each with the how manieth of its word it is in the passage: “Rose met them in Rose Park” holds two."""
    times: Counter[str] = Counter()
    for mark in marks:
        times[mark.word] += 1
        yield mark, times[mark.word]


def key_of(word: str, nth: int, passage: str) -> str:
    """By which one marked word is known in a passage, as long as this reads the same."""
    return hashlib.sha256(f"{word}\0{nth}\0{' '.join(passage.split())}".encode()).hexdigest()


def _marked(passage: str, mark: Mark, nth: int, answers: dict[tuple[str, str], NotAName]) -> Marked:
    found = Marked(key_of(mark.word, nth, passage), mark.word, passage)
    return Marked(found.key, found.word, passage, answers.get(_answer_key(found)))


def _answer_key(mark: Marked) -> tuple[str, str]:
    return mark.word[:200], "" if mark.is_small else mark.key
