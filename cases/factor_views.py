from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.action_forms import MOST_ACTIONS, ActionRows, Owners
from cases.changed_since import Beside, beside, is_refused, version_sent
from cases.factor_forms import NOT_KNOWN, FactorForm, StatusForm
from cases.factors import change_factor, record_factor, set_factor_status
from cases.links.asking import links_named_in_factor
from cases.models import Case, CaseChild, ExtraFamilialFactor, FactorChild, LinkProposal
from cases.pages import case_page
from contexts.codes import LinkRole
from contexts.models import Context, ContextLink
from contexts.pages import context_page
from contexts.views import find_contexts, uuid_or_none
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import answer_form, attempt, needs, paginate
from cs_casework.reference.harms import told_kinds
from cs_casework.searches import sought
from cs_casework.versions import show_versions
from families.models import Person

FAMILY_CASES = Case.objects.filter(family__isnull=False).select_related("family", "context", "team")
# Buttons of the form that keep what was typed and go on with it.
STAYS = {"_stay", "_find", "_more"}
# So many contexts are offered to choose from: those that are known, and those that were found.
MOST_OFFERED = 10


# --- Factors of a case -----------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def factor_list(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every factor of a case, those that have ended too."""
    case = open_record(request, FAMILY_CASES, pk=pk)
    factors = ExtraFamilialFactor.objects.visible_to(request.user).filter(case=case).whole(request.user)
    shown = paginate(request, factors.current_first())
    may_record = case.is_open and request.user.may(Permission.WRITE_NOTES)
    page = {"case": case, "page": case_page(case, request.user, "factors"), "page_of": shown, "may_record": may_record}
    return render(request, "cases/factor_list.html", page)


@require_GET
@needs(Permission.VIEW_CASES)
def context_factors(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every factor that names this context, of whichever family: those that this reader may see whole."""
    context = open_record(request, Context, pk=pk)
    factors = ExtraFamilialFactor.objects.visible_to(request.user).of_context(context).whole(request.user)
    shown = paginate(request, factors.with_harms().current_first())
    record_listing(request, "factors.read", sorted({row.child_id for factor in shown for row in factor.who}))
    page = {"context": context, "page": context_page(context, request.user, "factors"), "page_of": shown}
    return render(request, "cases/context_factors.html", page)


# --- Recording and changing one --------------------------------------------------------------------------------------
@needs(Permission.WRITE_NOTES)
def factor_create(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One form for a factor and what is to be done about it. The context is found on it, or recorded on a page of its own
    that leads back with `?context=`."""
    cases = FAMILY_CASES.open() if request.method == "GET" else FAMILY_CASES
    case = open_record(request, cases, pk=pk)
    user = request.user
    draft = FormDraft(request, "cases.factor", str(case.pk))
    typed = _with_new_context(request, draft.typed)
    found = _found(request)
    form = FactorForm(
        typed,
        children=_children(case, user),
        contexts=[*_contexts(request, case, typed), *found],
        initial={"context": request.GET.get("context", "")},
    )
    rows = ActionRows(typed, prefix="action", form_kwargs={"owners": Owners(case)})
    page = {
        "form": form,
        "rows": rows,
        "found": found,
        "draft": draft,
        "heading": _("Record a factor outside the family"),
        "page": case_page(case, user, "factors"),
        "back": case.get_absolute_url(),
        "submit": _("Record the factor"),
        "most": MOST_ACTIONS,
    }
    record = partial(record_factor, case)
    return _answer_long(request, page, record, new=f"case:{case.pk}", said=_("The factor has been recorded."))


@needs(Permission.WRITE_NOTES)
def factor_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    # Counted with what is read, so that a change made between the two is not taken for read.
    factors = ExtraFamilialFactor.objects.select_related("case__family", "case__team", "context").with_versions()
    open_ones = factors.filter(case__status=Case.Status.OPEN)
    factor: Any = open_record(request, open_ones if request.method == "GET" else factors, pk=pk)
    user = request.user
    draft = FormDraft(request, "cases.factor_change", str(factor.pk))
    typed = _with_new_context(request, draft.typed)
    found = _found(request)
    form = _change_form(request, factor, typed, found)
    read = version_sent(typed) if typed is not None else factor.version_count
    page = {
        "form": form,
        "rows": None,
        "found": found,
        "draft": draft,
        "heading": _("Change this factor"),
        "page": case_page(factor.case, user, "factors"),
        "back": factor.get_absolute_url(),
        "submit": _("Record the change"),
        "version": read,
    }
    words = _("The factor has been changed. The version before stays readable.")
    change = partial(change_factor, factor, read_version=read)
    as_it_stands = partial(_beside, request, factor.pk)
    return _answer_long(request, page, change, new=f"factor:{factor.pk}", said=words, as_it_stands=as_it_stands)


def _change_form(
    request: StaffRequest, factor: ExtraFamilialFactor, typed: Any, found: Sequence[Context] = ()
) -> FactorForm:
    """The form about a factor: filled with what was typed, or with the factor as it stands."""
    user = request.user
    in_it = FactorChild.objects.visible_to(user).told().filter(factor=factor).values_list("child", flat=True)
    said = ("seen", "seen_by", "seen_from", "seen_to", "effect_on_child", "effect_on_family", "strengths")
    names = (*said, "child_view", "parent_view", "no_action_why")
    initial: dict[str, Any] = {name: getattr(factor, name) for name in names}
    initial |= {"children": list(in_it), "harm_types": told_kinds(factor)}
    new = request.GET.get("context") if request.method == "GET" else ""
    initial["context"] = new or (str(factor.context_id) if factor.context_id else NOT_KNOWN)
    return FactorForm(
        typed,
        children=_children(factor.case, user, also=in_it),
        contexts=[*_contexts(request, factor.case, typed, factor), *found],
        factor=factor,
        asks_no_action=not factor.actions.visible_to(user).exists(),
        initial=initial,
    )


def _beside(request: StaffRequest, pk: UUID, form: FactorForm) -> Beside | None:
    """The factor as somebody else has left it meanwhile, beside what is typed; nothing for who may see it no longer."""
    found = ExtraFamilialFactor.objects.visible_to(request.user).select_related("case", "context")
    factor = found.filter(pk=pk).first()
    return beside(factor, form, _change_form(request, factor, None)) if factor else None


def _answer_long(
    request: StaffRequest, page: dict[str, Any], write: Any, *, new: str, said: str, as_it_stands: Any = None
) -> HttpResponse:
    """Answer a form that every button of it keeps, with and without JavaScript; `new` is what a new context is recorded
    for, `as_it_stands` lays beside it what somebody else has written meanwhile."""
    form, rows, draft = page["form"], page["rows"], page["draft"]
    if request.method == "POST":
        title = request.POST.get("seen", "")[:80]
        if "_save" in request.POST:
            draft.save(title=title)
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if "_new" in request.POST:
            draft.save(title=title, context=[])
            return redirect(f"{reverse('contexts:context-create')}?{urlencode({'after': new})}")
        if STAYS & set(request.POST):
            if rows and "_more" in request.POST:
                rows = page["rows"] = _one_more(request, rows)
            draft.save(title=title, **_counted(rows))
            _unchecked(form, rows)
            # Enter in the finder sends the first button of the form, `_stay`, and means to find.
            if "_find" in request.POST or ("_stay" in request.POST and sought(request.POST, "_finder")):
                text = sought(request.POST, "_finder")
                page |= {"finder": text, "nothing_typed": not text, "searched": len(page["found"])}
            return render(request, "cases/factor_form.html", page)
        well_formed = [form.is_valid(), rows is None or rows.is_valid()]
        if all(well_formed):
            fields = form.cleaned_data | ({"actions": rows.said} if rows is not None else {})
            if pk := attempt(form, _record, draft=draft, write=partial(write, by=request.user, **fields)):
                messages.success(request, said)
                # At the top, where it says so: a button of the form may have left a place on the page in the address.
                name = "factor-review" if links_named_in_factor(pk, request.user) else "factor-detail"
                return redirect(f"{reverse(f'cases:{name}', args=[pk])}#main-content")
            if is_refused(form) and (stands := as_it_stands(form)):
                page |= {"beside": stands, "version": stands.version}
    elif draft.draft:
        _unchecked(form, rows)
    return render(request, "cases/factor_form.html", page)


def _record(*, draft: FormDraft, write: Any) -> UUID:
    return draft.submit(lambda: write().pk)


def _children(case: Case, user: User, also: Any = ()) -> Any:
    """Those open in the case whom this reader may see, and those who are in it already."""
    periods = CaseChild.objects.visible_to(user).open().filter(case=case).values_list("child", flat=True)
    people = Person.objects.visible_to(user).standing()
    return people.filter(pk__in=[*periods, *also]).order_by("birth_on", "display_name")


def _contexts(
    request: StaffRequest, case: Case, typed: Any, factor: ExtraFamilialFactor | None = None
) -> list[Context]:
    """What the form offers to choose from before anything is looked for: what is chosen already, and where the children
    of the case are linked. Who is alleged to have harmed there is for fewer to know."""
    user = request.user
    keys = [typed.get("context", "") if typed is not None else "", request.GET.get("context", "")]
    if factor and factor.context_id:
        keys.append(str(factor.context_id))
    wanted = [pk for key in keys if (pk := uuid_or_none(key))]
    standing = Context.objects.visible_to(user).standing()
    chosen = standing.in_bulk(wanted)
    periods = CaseChild.objects.visible_to(user).open().filter(case=case).order_by().values("child")
    links = ContextLink.objects.visible_to(user).current().exclude(role=LinkRole.ALLEGED_HARM)
    linked = standing.filter(pk__in=links.filter(child__in=periods).order_by().values("context"))
    known = [chosen[pk] for pk in wanted if pk in chosen]
    return list(dict.fromkeys([*known, *linked.order_by("name", "pk")[:MOST_OFFERED]]))


def _found(request: StaffRequest) -> list[Context]:
    """What was found just now, to be chosen."""
    text = sought(request.POST, "_finder") if request.method == "POST" else ""
    return list(find_contexts(request, text)[:MOST_OFFERED]) if text and {"_find", "_stay"} & set(request.POST) else []


def _with_new_context(request: StaffRequest, typed: Any) -> Any:
    """What was typed, with the context that was recorded meanwhile, unless another was chosen since."""
    new = request.GET.get("context", "")
    if typed is None or request.method == "POST" or not new or typed.get("context"):
        return typed
    typed = typed.copy()
    typed["context"] = new
    return typed


def _one_more(request: StaffRequest, rows: Any) -> Any:
    """The same rows and an empty one."""
    data = request.POST.copy()
    data["action-TOTAL_FORMS"] = str(min(rows.total_form_count() + 1, MOST_ACTIONS))
    return ActionRows(data, prefix="action", form_kwargs=rows.form_kwargs)


def _counted(rows: Any) -> dict[str, list[str]]:
    return {"action-TOTAL_FORMS": [str(rows.total_form_count())]} if rows is not None else {}


def _unchecked(form: FactorForm, rows: Any) -> None:
    unchecked(form)
    if rows is not None:
        rows.unchecked()


# --- One factor ------------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def factor_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One factor whole, with what is to be done, the links it proposes, and every version of it."""
    user = request.user
    found = open_record(request, ExtraFamilialFactor.objects.whole(user).with_harms(), pk=pk)
    factor: Any = found
    proposals = LinkProposal.objects.visible_to(user).waiting().filter(factor=factor).with_sources()
    return show_versions(
        request,
        factor,
        case_page(factor.case, user, "factors"),
        template="cases/factor_detail.html",
        factor=factor,
        proposals=proposals,
        asked=links_named_in_factor(factor.pk, user),
        write=user.may(Permission.WRITE_NOTES),
    )


@needs(Permission.WRITE_NOTES)
def factor_status(request: StaffRequest, pk: UUID) -> HttpResponse:
    factor = open_record(request, ExtraFamilialFactor.objects.select_related("case__family", "case__team"), pk=pk)
    return answer_form(
        request,
        StatusForm(request.POST or None, factor=factor),
        set_factor_status,
        factor,
        done=factor,
        said=_("Recorded. What is still to be done stays to do."),
        heading=_("Is it easing, or has it ended?"),
        intro=str(factor),
        back=factor.get_absolute_url(),
        page=case_page(factor.case, request.user, "factors"),
    )
