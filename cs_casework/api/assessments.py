"""Assessments: their sections, what each says of a child, and what weighs how much."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from assessments import authorising, weighing, writing
from assessments.models import (
    Assessment,
    AssessmentChild,
    AssessmentPassage,
    AssessmentSection,
    Interplay,
    Weighting,
    WeightingRow,
)
from cases.models import Case, CaseNote, ExtraFamilialFactor, Incident
from contexts.models import Context
from cs_casework.accounts.models import Permission, User
from cs_casework.api.answers import Masked, Rows
from cs_casework.api.bodies import Body, Choose, ChooseSeveral, body, saying, text
from cs_casework.api.days import DayField
from cs_casework.api.resources import Resource, Verb, offer
from families.models import Person


def start(*, by: User, case: Case, **said: Any) -> Assessment:
    return writing.start_assessment(case, by=by, **said)


def write_section(section: AssessmentSection, *, by: User, **said: Any) -> AssessmentSection:
    return writing.write_section(section, by=by, number=section.number, **said)


def write_child(row: AssessmentChild, *, by: User, **said: Any) -> AssessmentChild:
    return writing.write_child(row, by=by, number=row.number, **said)


start.__doc__ = writing.start_assessment.__doc__
write_section.__doc__, write_child.__doc__ = writing.write_section.__doc__, writing.write_child.__doc__

# --- Weighing --------------------------------------------------------------------------------------------------------
PART = body(
    WeightingRow,
    "context why direction",
    required="kind influence",
    title="PartSent",
    factors=ChooseSeveral(ExtraFamilialFactor, required=False),
    incidents=ChooseSeveral(Incident, required=False),
    notes=ChooseSeveral(CaseNote, required=False),
    contexts=ChooseSeveral(Context, required=False),
)


class ActsSent(Body):
    """How one part acts on another: each by its place among the parts, counted from one."""

    source = serializers.IntegerField(min_value=1, max_value=100)
    target = serializers.IntegerField(min_value=1, max_value=100)
    words = serializers.CharField(max_length=2000)


WEIGHED = body(
    Weighting,
    "child change_first no_primary no_primary_why",
    required="view",
    title="WeightingSent",
    number=serializers.IntegerField(
        min_value=0, max_value=100_000, help_text="The version it was begun from; 0 for none."
    ),
    parts=PART(many=True),
    acts=ActsSent(many=True, required=False),
)


def weigh(
    assessment: Assessment,
    *,
    by: User,
    parts: Sequence[dict[str, Any]],
    acts: Sequence[dict[str, Any]] = (),
    **said: Any,
) -> Weighting:
    made = []
    for part in parts:
        rests_on = [found for kind in ("factors", "incidents", "notes", "contexts") for found in part.pop(kind, ())]
        made.append(weighing.Part(**part, rests_on=rests_on))
    return weighing.write_weighting(assessment, by=by, parts=made, acts=[weighing.Acts(**one) for one in acts], **said)


weigh.__doc__ = weighing.write_weighting.__doc__

WORDS_OF_MANAGERS = ["extended_why", "returned_why", "authorised_why", "discarded_why"]
OF_CHILD = "seen seen_on not_seen_why words factors outcome level level_why support"

offer(
    Resource(
        name="assessments",
        model=Assessment,
        fields="""id reference case kind status started_on due_on first_due_on extended_why earlier submitted_on
            submitted_by returned_on returned_by returned_why authorised_on authorised_by authorised_why discarded_on
            discarded_why created_at""",
        masked=[Masked("read_whole_by", WORDS_OF_MANAGERS)],
        needs=Permission.VIEW_CASES,
        filters="case kind status started_on due_on authorised_on created_at",
        ordering="started_on due_on authorised_on reference created_at",
        create=Verb(
            start,
            body(
                Assessment,
                required="case started_on",
                title="AssessmentSent",
                children=ChooseSeveral(Person, required=False),
            ),
        ),
        verbs=[
            Verb(
                writing.add_child,
                body(title="AssessmentChildSent", child=Choose(Person)),
                "add-child",
                makes=AssessmentChild,
            ),
            Verb(weigh, WEIGHED, "weigh", makes=Weighting),
            Verb(writing.submit_assessment, name="submit"),
            Verb(writing.discard_assessment, saying("discarded_why", title="AssessmentDiscarded"), "discard"),
            Verb(
                authorising.authorise_assessment,
                body(title="AssessmentAuthorised", authorised_why=text(2000)),
                "authorise",
            ),
            Verb(authorising.return_assessment, saying("returned_why", title="AssessmentReturned"), "return"),
            Verb(
                authorising.extend_assessment,
                body(title="AssessmentExtended", due_on=DayField(), extended_why=text(2000, needed=True)),
                "extend",
            ),
        ],
    ),
    Resource(
        name="assessment-sections",
        model=AssessmentSection,
        fields="id assessment name text number written_by written_on",
        needs=Permission.VIEW_CASES,
        filters="assessment name",
        ordering="created_at",
        rows={
            "passages": Rows(
                AssessmentPassage,
                "section",
                "id text person context note factor incident earlier left_out_on",
            )
        },
        change=Verb(
            write_section,
            body(
                AssessmentSection,
                "text",
                title="SectionChange",
                left_out=ChooseSeveral(AssessmentPassage, required=False),
            ),
            fills=("text",),
        ),
    ),
    Resource(
        name="assessment-children",
        model=AssessmentChild,
        fields=f"id assessment child from_on removed_on removed_why {OF_CHILD} number written_by written_on created_at",
        needs=Permission.VIEW_CASES,
        filters="assessment child outcome level",
        ordering="created_at from_on",
        change=Verb(write_child, body(AssessmentChild, OF_CHILD, title="AssessmentChildChange")),
        verbs=[Verb(writing.take_out_child, saying("removed_why", title="AssessmentChildOut", most=300), "take-out")],
    ),
    Resource(
        name="weightings",
        model=Weighting,
        fields="id assessment child view number no_primary no_primary_why change_first created_at created_by",
        rows={
            "parts": Rows(WeightingRow, "weighting", "id kind context influence direction why"),
            "interplay": Rows(Interplay, "weighting", "id from_row to_row words"),
        },
        needs=Permission.VIEW_CASES,
        filters="assessment child view",
        ordering="created_at number",
    ),
)
