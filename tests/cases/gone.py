"""How each constraint on missing episodes, on what follows them, on safety maps and warnings is broken: read by
`test_models.py`."""

import datetime
from typing import Any

from cs_casework.dates import today
from tests.factories import (
    FamilyFactory,
    LinkProposalFactory,
    MissingEpisodeFactory,
    NRMReferralFactory,
    ReturnInterviewFactory,
    SafetyMapAdultFactory,
    SafetyMapFactory,
    SafetyMapFeatureFactory,
    WarningFactory,
)
from tests.helpers import hours_ago, twice

DAY = datetime.timedelta(days=1)
POSITIVE = {"reasonable": "positive", "reasonable_on": today()}

AGAIN = {
    "reasonable_on": today() - DAY,
    "reconsidered": "reasonable",
    "reconsider_on": today(),
    "reconsider_why": "New facts",
}
OFFERED = {"offered": "Y", "offered_at": hours_ago(1), "offered_by": "Nia"}

GONE: dict[str, list[Any]] = {
    "one_open_episode_a_child": [twice(MissingEpisodeFactory, "child", found_at=None)],
    "found_after_missing": [lambda: MissingEpisodeFactory(missing_from=hours_ago(1), found_at=hours_ago(2))],
    "where_found_once_found": [lambda: MissingEpisodeFactory(found_at=None, found_where="At home")],
    "episode_withdrawn_has_reason": [
        lambda: MissingEpisodeFactory(withdrawn_on=today()),
        lambda: MissingEpisodeFactory(withdrawn_why="Another child"),
    ],
    "one_interview_an_episode": [twice(ReturnInterviewFactory, "episode")],
    "interview_offered_is_whole": [
        lambda: ReturnInterviewFactory(offered="Y"),
        lambda: ReturnInterviewFactory(offered="N"),
        lambda: ReturnInterviewFactory(offered_at=hours_ago(1)),
    ],
    "interview_taken_up_was_offered": [
        lambda: ReturnInterviewFactory(taken_up="N", not_taken_up_why="Not now"),
        lambda: ReturnInterviewFactory(offered="N", not_offered_why="Abroad", taken_up="N", not_taken_up_why="x"),
    ],
    "interview_not_taken_up_has_reason": [
        lambda: ReturnInterviewFactory(**OFFERED, taken_up="N"),
        lambda: ReturnInterviewFactory(held=True, not_taken_up_why="Not now"),
    ],
    "interview_not_applicable_has_reason": [
        lambda: ReturnInterviewFactory(**OFFERED, taken_up="NA"),
        lambda: ReturnInterviewFactory(held=True, not_applicable_why="She moved"),
        lambda: ReturnInterviewFactory(offered="N", not_offered_why="x", taken_up="NA", not_applicable_why="She moved"),
    ],
    "interview_held_was_taken_up": [
        lambda: ReturnInterviewFactory(held=True, taken_up="N", not_taken_up_why="x"),
        lambda: ReturnInterviewFactory(held=True, held_by=""),
        lambda: ReturnInterviewFactory(held=True, independent=""),
        lambda: ReturnInterviewFactory(held_by="Nia"),
    ],
    "interview_held_after_offer": [lambda: ReturnInterviewFactory(held=True, offered_at=hours_ago(0))],
    "interview_told_when_held": [lambda: ReturnInterviewFactory(said="I was cold.")],
    "interview_extended_has_reason": [
        lambda: ReturnInterviewFactory(first_due_at=hours_ago(1)),
        lambda: ReturnInterviewFactory(extended_why="In hospital"),
    ],
    "safety_map_drawn_with_somebody": [lambda: SafetyMapFactory(drawn_with="")],
    "safety_map_pooling_has_date": [
        lambda: SafetyMapFactory(pooling="yes"),
        lambda: SafetyMapFactory(pooling="no", pooling_on=today()),
        lambda: SafetyMapFactory(pooling_on=today()),
    ],
    "safety_map_withdrawn_has_reason": [
        lambda: SafetyMapFactory(withdrawn_on=today()),
        lambda: SafetyMapFactory(withdrawn_why="Another child"),
    ],
    "safety_map_feature_has_name": [lambda: SafetyMapFeatureFactory(name="")],
    "safety_map_adult_has_name": [lambda: SafetyMapAdultFactory(name="")],
    "nrm_says_what_for": [lambda: NRMReferralFactory(what_for=""), lambda: NRMReferralFactory(responder="")],
    "nrm_not_told_has_reason": [lambda: NRMReferralFactory(told="no")],
    "nrm_decisions_have_dates": [
        lambda: NRMReferralFactory(reasonable="positive"),
        lambda: NRMReferralFactory(reasonable_on=today()),
        lambda: NRMReferralFactory(**POSITIVE, conclusive="negative"),
    ],
    "nrm_conclusive_follows_positive": [lambda: NRMReferralFactory(conclusive="positive", conclusive_on=today())],
    "nrm_decided_again_once_asked": [
        lambda: NRMReferralFactory(referred_on=today() - DAY, reasonable="positive", **AGAIN),
        lambda: NRMReferralFactory(
            **POSITIVE | {"reasonable_on": today() - DAY},
            referred_on=today() - DAY,
            conclusive="positive",
            conclusive_on=today() - DAY,
            reconsidered="conclusive",
            reconsider_on=today(),
            reconsider_why="x",
        ),
    ],
    "nrm_decided_in_order": [
        lambda: NRMReferralFactory(reasonable="negative", reasonable_on=today() - DAY),
        lambda: NRMReferralFactory(**POSITIVE, conclusive="positive", conclusive_on=today() - DAY),
    ],
    "nrm_reconsidered_is_whole": [
        lambda: NRMReferralFactory(reconsidered="reasonable"),
        lambda: NRMReferralFactory(reconsider_why="New facts"),
    ],
    "nrm_withdrawn_has_reason": [
        lambda: NRMReferralFactory(withdrawn_on=today()),
        lambda: NRMReferralFactory(withdrawn_why="A slip"),
    ],
    "proposal_comes_from_one": [
        lambda: LinkProposalFactory(factor=None),
        lambda: LinkProposalFactory(episode=MissingEpisodeFactory()),
    ],
    "warning_is_on_one": [lambda: WarningFactory(person=None), lambda: WarningFactory(family=FamilyFactory())],
    "warning_says_what_to_do": [lambda: WarningFactory(what_to_do=""), lambda: WarningFactory(narrative="")],
    "warning_not_told_has_reason": [
        lambda: WarningFactory(told="no"),
        lambda: WarningFactory(not_told_why="He is not well"),
    ],
    "warning_reviewed_before_due": [lambda: WarningFactory(review_due=today())],
    "warning_agreed_by_somebody": [
        lambda: WarningFactory(agreed_by=None),
        lambda: WarningFactory(status="proposed"),
    ],
    "warning_ended_has_reason": [
        lambda: WarningFactory(status="ended", ended_on=today()),
        lambda: WarningFactory(ended_why="No dog"),
    ],
}
