"""Writes assessments of families and contexts: started, written, weighed, submitted, and decided by a manager."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from assessments.authorising import authorise_assessment, return_assessment
from assessments.fitting import sentences_of
from assessments.models import Assessment, Weighting
from assessments.participating import add_participant
from assessments.weighing import Acts, Part, write_weighting
from assessments.writing import start_assessment, submit_assessment, write_child, write_section

from .appraisals import Appraisal, Concluded, Verdict, Weighed
from .assessed_contexts import CONTEXTS
from .assessed_families import FAMILIES
from .desk import Desk, moment


def plan_assessments(desk: Desk) -> None:
    for told in (*FAMILIES, *CONTEXTS):
        desk.plan(_at(desk, told.started, 10), start, told)
        desk.plan(_at(desk, told.written, 13), write, told)
        for number, view in enumerate(told.views):
            desk.plan(_at(desk, view.ago, 14, number), weigh, told, view)
        if told.submitted is not None:
            desk.plan(_at(desk, told.submitted, 16), submit, told)
        if told.verdict:
            desk.plan(_at(desk, told.verdict.ago, 16, 30), decide, told, told.verdict)


def _at(desk: Desk, ago: int, hour: int, minute: int = 0) -> Any:
    return moment(desk.borough.today - timedelta(days=ago), hour, minute)


def _found(desk: Desk, told: Appraisal) -> Assessment:
    return Assessment.objects.get(case=desk.cases[told.case], started_on=_at(desk, told.started, 10).date())


def start(desk: Desk, told: Appraisal) -> None:
    start_assessment(
        desk.cases[told.case],
        by=desk.users[told.by],
        started_on=desk.today(),
        children=[desk.people[row.child] for row in told.children],
    )


def write(desk: Desk, told: Appraisal) -> None:
    by, assessment = desk.users[told.by], _found(desk, told)
    for name, text in told.sections.items():
        section = assessment.sections.get(name=name)
        write_section(section, by=by, text=text, number=section.number)
    for row in told.children:
        if row.said:
            conclude(desk, told, row)
    for name, part, took_part in told.took_part:
        add_participant(assessment, by=by, name=name, part=part, took_part=took_part)


def conclude(desk: Desk, told: Appraisal, row: Concluded) -> None:
    found = _found(desk, told).children.get(child=desk.people[row.child], removed_on=None)
    seen_on = None if row.seen_ago is None else desk.borough.today - timedelta(days=row.seen_ago)
    write_child(found, by=desk.users[told.by], number=found.number, seen_on=seen_on, **row.said)


def weigh(desk: Desk, told: Appraisal, view: Weighed) -> None:
    assessment = _found(desk, told)
    child = desk.people[view.child] if view.child else None
    newest = Weighting.objects.filter(assessment=assessment, child=child, view=view.view).order_by("-number").first()
    write_weighting(
        assessment,
        by=desk.users[told.by],
        view=view.view,
        child=child,
        number=newest.number if newest else 0,
        parts=[
            Part(
                kind=part.kind,
                influence=part.influence,
                direction=part.direction,
                why=part.why,
                context=desk.contexts[part.context] if part.context else None,
                rests_on=[_record(desk, name) for name in part.rests],
            )
            for part in view.parts
        ],
        acts=[Acts(*act) for act in view.acts],
        change_first=view.change_first,
        no_primary=view.no_primary,
        no_primary_why=view.no_primary_why,
    )


def _record(desk: Desk, name: str) -> Any:
    kind, _colon, key = name.partition(":")
    written: dict[str, dict[str, Any]] = {
        "factor": desk.factors,
        "incident": desk.incidents,
        "context": desk.contexts,
    }
    return written[kind][key]


def submit(desk: Desk, told: Appraisal) -> None:
    submit_assessment(_found(desk, told), by=desk.users[told.by])


def decide(desk: Desk, told: Appraisal, verdict: Verdict) -> None:
    """Some of what does not fit is answered in words, and some is only read."""
    by, assessment = desk.users[verdict.by], _found(desk, told)
    if not verdict.authorised:
        return_assessment(assessment, by=by, returned_why=verdict.why)
        return
    told_of = sentences_of(assessment, by)
    answers = [(sentence, verdict.answers.get(sentence.misfit.value, "")) for sentence in told_of]
    authorise_assessment(assessment, by=by, authorised_why=verdict.why, answers=answers)
