from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import missing
from cases.action_recording_views import about_record
from cases.actions import actions_about
from cases.changed_since import Beside, beside, version_sent
from cases.links.asking import links_named_in_episode
from cases.missing_filters import InterviewFilter, MissingFilter
from cases.missing_forms import ChangeEpisodeForm, EpisodeForm, FoundForm, WithdrawForm
from cases.models import LinkProposal, MissingEpisode, NRMReferral, ReturnInterview
from cases.place_forms import NOT_RECORDED, answer_with_place, offered_places
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.searches import asked
from cs_casework.versions import show_versions
from families.models import Person
from families.pages import person_page
from families.people_views import to_change

EPISODES_PER_PAGE = 20
MOST_NRM = 25
EPISODES = MissingEpisode.objects.select_related("child", "context")


# --- Lists -----------------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def missing_list(request: StaffRequest) -> HttpResponse:
    """Who is missing now, those missing longest first."""
    found = MissingEpisode.objects.visible_to(request.user).still_missing().select_related("child")
    narrowed = MissingFilter(asked(request), found, request=request)
    page = paginate(request, narrowed.qs.order_by("missing_from", "pk"))
    record_listing(request, "missing.listed", {episode.child_id for episode in page})
    shown = {"page_of": page, "filter": narrowed.form}
    return render(request, "cases/missing_list.html", shown)


@require_GET
@needs(Permission.VIEW_CASES)
def interview_list(request: StaffRequest) -> HttpResponse:
    """The return interviews that wait, those due first first: those that are late among them. By a filter, those that
    were not taken up, and those of which there will be none, each with why."""
    found = ReturnInterview.objects.visible_to(request.user).select_related("episode__child")
    narrowed = InterviewFilter(asked(request), found, request=request)
    page = paginate(request, narrowed.qs.due_first())
    record_listing(request, "interviews.listed", {interview.episode.child_id for interview in page})
    shown = {"page_of": page, "filter": narrowed.form}
    return render(request, "cases/interview_list.html", shown)


@require_GET
@needs(Permission.VIEW_CASES)
def person_missing(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every missing episode of a child, with its interview, and the referrals to the NRM."""
    child = open_record(request, Person, pk=pk)
    user = request.user
    episodes = MissingEpisode.objects.visible_to(user).of_child(child).whole(user).newest_first()
    page = {
        "child": child,
        "page": person_page(child, user, "missing"),
        "page_of": paginate(request, episodes, EPISODES_PER_PAGE),
        "referrals": NRMReferral.objects.visible_to(user).of_child(child).select_related("context")[:MOST_NRM],
        "may_record": user.may(Permission.WRITE_NOTES) and not child.merged_into_id,
    }
    return render(request, "cases/person_missing.html", page)


# --- Recording and changing one --------------------------------------------------------------------------------------
@needs(Permission.WRITE_NOTES)
def episode_create(request: StaffRequest, pk: UUID) -> HttpResponse:
    child = open_record(request, to_change(request), pk=pk)
    draft = FormDraft(request, "cases.episode", f"child:{child.pk}")
    form = EpisodeForm(draft.typed, contexts=offered_places(request, child, draft.typed))
    return answer_with_place(
        request,
        form,
        draft,
        partial(missing.record_episode, child),
        done=partial(_then, request.user),
        said=_("The episode has been recorded."),
        heading=_("Record a missing episode"),
        submit=_("Record the episode"),
        back=reverse("cases:person-missing", args=[child.pk]),
        page=person_page(child, request.user, "missing"),
    )


@needs(Permission.WRITE_NOTES)
def episode_found(request: StaffRequest, pk: UUID) -> HttpResponse:
    """For an answer that is sent, an episode that was answered meanwhile too, so that it is refused in words."""
    waiting = EPISODES.standing().filter(found_at=None) if request.method == "GET" else EPISODES
    episode = open_record(request, waiting, pk=pk)
    draft = FormDraft(request, "cases.found", f"episode:{episode.pk}")
    initial = {"done": episode.done, "with_whom": episode.with_whom, "travelled": episode.travelled}
    form = FoundForm(draft.typed, contexts=offered_places(request, episode.child, draft.typed), initial=initial)
    return answer_with_place(
        request,
        form,
        draft,
        partial(missing.record_found, episode),
        done=partial(_then, request.user),
        said=_("Recorded. A return interview is due from now on."),
        heading=_("Where and when were they found?"),
        submit=_("Record that they were found"),
        back=episode.get_absolute_url(),
        page=person_page(episode.child, request.user, "missing"),
    )


@needs(Permission.WRITE_NOTES)
def episode_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    # Counted with what is read, so that a change made between the two is not taken for read.
    episodes = EPISODES.with_versions()
    standing = episodes.filter(withdrawn_on=None) if request.method == "GET" else episodes
    episode: Any = open_record(request, standing, pk=pk)
    draft = FormDraft(request, "cases.episode_change", f"episode:{episode.pk}")
    form = _change_form(request, episode, draft.typed)
    read = version_sent(draft.typed) if draft.typed is not None else episode.version_count
    return answer_with_place(
        request,
        form,
        draft,
        partial(missing.change_episode, episode, read_version=read),
        done=partial(_then, request.user),
        said=_("The episode has been changed. The version before stays readable."),
        version=read,
        as_it_stands=partial(_beside, request, episode.pk, form),
        heading=_("Change this episode"),
        submit=_("Record the new version"),
        back=episode.get_absolute_url(),
        page=person_page(episode.child, request.user, "missing"),
    )


def _change_form(request: StaffRequest, episode: MissingEpisode, typed: Any) -> ChangeEpisodeForm:
    """The form about an episode: filled with what was typed, or with the episode as it stands."""
    names = [name for name in ChangeEpisodeForm.base_fields if name not in ("reason", "context")]
    initial: dict[str, Any] = {name: getattr(episode, name) for name in names}
    initial["context"] = str(episode.context_id or NOT_RECORDED)
    contexts = offered_places(request, episode.child, typed, kept=episode.context_id)
    return ChangeEpisodeForm(typed, contexts=contexts, initial=initial)


def _beside(request: StaffRequest, pk: UUID, own: ChangeEpisodeForm) -> Beside | None:
    """The episode as somebody else has left it meanwhile; nothing for who may read it no longer."""
    episode = EPISODES.visible_to(request.user).filter(pk=pk).first()
    return beside(episode, own, _change_form(request, episode, None), leave=("reason",)) if episode else None


def _then(user: User, pk: UUID) -> str:
    """Where one goes on: asked whether links are still true, or to the episode, at the top."""
    name = "episode-review" if links_named_in_episode(pk, user) else "episode-detail"
    return f"{reverse(f'cases:{name}', args=[pk])}#main-content"


@needs(Permission.WRITE_NOTES)
def episode_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    standing = EPISODES.filter(withdrawn_on=None) if request.method == "GET" else EPISODES
    episode = open_record(request, standing, pk=pk)
    return answer_form(
        request,
        WithdrawForm(request.POST or None),
        missing.withdraw_episode,
        episode,
        done=episode,
        said=_("Recorded. It counts no more, and stays readable."),
        heading=_("Was this episode recorded in error?"),
        intro=_("The child was not missing, or it was another child. What was put down wrongly is changed instead."),
        submit=_("Yes, it was an error"),
        back=episode.get_absolute_url(),
        page=person_page(episode.child, request.user, "missing"),
    )


@needs(Permission.WRITE_NOTES)
def episode_action_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Something to be done about an episode, on the case of the child."""
    episode = open_record(request, EPISODES, pk=pk)
    return about_record(request, episode, person_page(episode.child, request.user, "missing"), episode=episode)


# --- One episode -----------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def episode_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One episode with its interview, what is to be done, the links that either proposes, and every version of it."""
    user = request.user
    episode: Any = open_record(request, MissingEpisode.objects.whole(user), pk=pk)
    proposals = LinkProposal.objects.visible_to(user).waiting().of_episode(episode).with_sources()
    return show_versions(
        request,
        episode,
        person_page(episode.child, user, "missing"),
        template="cases/episode_detail.html",
        episode=episode,
        interview=episode.interview,
        proposals=proposals,
        asked=links_named_in_episode(episode.pk, user),
        write=user.may(Permission.WRITE_NOTES) and episode.withdrawn_on is None,
        **actions_about(episode, user),
    )
