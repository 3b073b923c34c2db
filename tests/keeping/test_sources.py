"""Every kind of row that says something of a child in words is in a pack, or here with why it is not."""

from django.apps import apps

from families.models import Person
from keeping.going import pointing_at
from keeping.sources import SOURCES
from tests.keeping.records import open_text_columns

NOT_TOLD = {
    "families.PersonGrant": "who of the staff may see a restricted record, and why",
    "families.PersonBar": "which member of staff is barred from a record, and why: it is about that one",
    "cases.RestrictionReview": "who looked again at who may read a record, and why: nothing of what happened",
    "families.PossibleDuplicate": "two records that may be one: nothing of what happened",
    "families.NotRelated": "as above",
    "families.FamilyMembership": "why it ended; the family's other members are other people",
    "contexts.ContextAdult": "an adult of a place",
    "cases.Allocation": "which member of staff works with them",
    "cases.LinkProposal": "told by the link, once somebody decided on it",
    "cases.PersonMerge": "two records that are one: what came of it is told",
    "cases.Removal": "what was put on the wrong record is another child's",
    "referrals.ReferralAdult": "an adult in a contact about others",
    "assessments.AssessmentPassage": "a quotation from what is told where it stands",
    "assessments.AssessmentParticipant": "who took part",
    "assessments.MisfitAnswer": "what a manager answered a colleague",
    "keeping.AccessRequest": "what was asked for before",
    "keeping.LegalHold": "why a record is kept longer, which can belong to an inquiry",
    "keeping.Disposal": "of records that are gone",
}


def test_every_kind_of_row_that_tells_of_a_child_is_in_a_pack_or_says_why_not() -> None:
    told = {source.model._meta.label for source in SOURCES}
    models = {column.model for column in pointing_at(Person._meta.label)} - {Person}
    words = {model._meta.label for model in models if open_text_columns(model)}
    words |= {"keeping.Disposal", "keeping.LegalHold"}
    assert sorted(words - told - set(NOT_TOLD)) == []
    assert sorted(set(NOT_TOLD) - words) == []
    assert not told & set(NOT_TOLD)


def test_what_a_source_tells_are_columns_that_there_are() -> None:
    for source in SOURCES:
        for way in source.told:
            model = source.model
            *steps, name = way.split("__")
            for step in steps:
                model = model._meta.get_field(step).related_model
            assert apps.get_model(model._meta.label)._meta.get_field(name), f"{source.code}: {way}"
