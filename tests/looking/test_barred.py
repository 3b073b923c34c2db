"""What a reader is barred from is told nowhere in the audit, nor what hangs on it."""

from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import UUIDField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cs_casework.accounts.tokens import make_token
from cs_casework.audit.log import disclose, record
from cs_casework.audit.models import AuditEvent
from cs_casework.confidential.models import Interest
from cs_casework.dates import today
from cs_casework.looking.barred import KINDS, kinds_that_hang
from cs_casework.looking.events import events_about, readable_events
from tests import factories
from tests.site.records import bar

pytestmark = pytest.mark.django_db

# What is no record of anybody: staff and how they sign in, lists, drafts, what the audit itself is.
OF_NOBODY = """
    audit.AuditEvent audit.Disclosure drafts.Draft
    accounts.ApiFollowing accounts.ApiTold accounts.ApiToken accounts.Cover accounts.StandingGrant accounts.Team
    accounts.TeamMembership accounts.User
    reference.Agency reference.HarmType reference.Interval reference.Outcome reference.PlaceCategory
    contexts.Area keeping.RetentionRule looking.Duty looking.Volume
"""
OF_RECORDS = {"assessments", "cases", "confidential", "families", "plans", "referrals"}
APPS = {label.partition(".")[0] for label in OF_NOBODY.split()} | OF_RECORDS


def test_every_kind_of_row_hangs_on_a_record_or_is_of_nobody() -> None:
    models = [model for model in apps.get_models() if model._meta.app_label in APPS]
    rows = [model for model in models if isinstance(model._meta.pk, UUIDField) and not hasattr(model, "instance_type")]
    hang = {*kinds_that_hang(), *KINDS.values()}
    assert sorted(model._meta.label for model in rows if model not in hang) == sorted(OF_NOBODY.split())


def test_what_hangs_on_what_a_reader_is_barred_from_is_in_no_list_of_the_audit_and_in_no_count(
    as_user: Any, worker: Any, manager: Any, records: Any, team: Any
) -> None:
    """Of a context, a family and a case, whichever: rows that name none of their people."""
    officer, other = factories.UserFactory(code="records_officer"), factories.PersonFactory()
    case = factories.ContextCaseFactory(team=team)
    family_case = factories.CaseFactory()
    period = factories.CaseChildFactory(case__team=team, child=other)
    meeting, plan = factories.MeetingFactory(case=case), factories.ContextPlanFactory(case=case)
    note = factories.NoteSubjectFactory(child=None, context=case.context).note
    contact = factories.ReferralContextFactory(known="known", context=case.context).referral
    of_context = [
        case,
        meeting,
        factories.AgendaItemFactory(
            meeting=factories.MeetingFactory(kind="panel", case=None), child=None, context=case.context
        ).meeting,
        factories.InvitationFactory(meeting=meeting),
        plan,
        factories.GoalFactory(plan=plan),
        factories.ContextAssessmentFactory(case=case),
        factories.ActionFactory(note=note),
        factories.IncidentFactory(context=case.context),
        factories.ContextLinkFactory(context=case.context, child=other),
        note,
        contact,
        factories.AttachmentFactory(referral=contact),
    ]
    of_family = [
        family_case,
        factories.DocumentSubjectFactory(child=None, family=family_case.family).document,
        factories.WarningFactory(person=None, family=family_case.family),
    ]
    of_case = [factories.MeetingFactory(case=period.case), factories.InterventionFactory(case=period.case)]
    # Put forward, and on no agenda yet.
    factories.AgendaItemFactory(meeting=None, child=None, context=case.context, why="For a panel", created_by=worker)
    asked = Interest.objects.create(way="reference", asked="x", why="other", met=[case.context.pk], created_by=manager)
    own = Interest.objects.create(way="reference", asked="x", why="other", met=[case.context.pk], created_by=records)
    for target in (*of_context, *of_family, *of_case, asked):
        record(by=worker, action="record.viewed", target=target)
    record(by=worker, action="meeting.viewed", target=meeting, shown=[other.pk])
    record(by=records, action="interest.declared", target=own)
    seen = factories.ContextFactory()
    record(by=worker, action="context.viewed", target=seen)
    record(by=worker, action="person.viewed", target=other)
    for target in (meeting, of_case[0]):
        disclose(by=worker, target=target, kind="meeting", recipient="x", basis="public_task", form="file")

    secrets = {reader: make_token(reader, by=None, name="x", expires_on=today())[1] for reader in (records, officer)}
    looked = reverse("looking:looked", args=["person", other.pk])

    def told(reader: Any) -> dict[str, Any]:
        """By whichever way the audit is read, which rows of these a reader is given, how many, in how many statements."""
        found = {}
        as_user(reader).get(looked)  # what is only asked once somebody has signed in
        for address in (reverse("overview:audit-list"), reverse("looking:register"), looked):
            with CaptureQueriesContext(connection) as sent:
                listed = as_user(reader).get(address, {"who": worker.name}).context["page_of"]
            of = [row.record_id for row in getattr(listed, "object_list", listed) if row.actor_id == worker.pk]
            found[address] = (sorted(of), len(sent))
        token = {"authorization": f"Token {secrets[reader]}"}
        api = Client(headers=token).get(f"/api/v1/audit/?actor_id={worker.pk}").json()
        return found | {"api": (sorted(UUID(row["record_id"]) for row in api["results"]), api["count"])}

    def ids(*rows: Any) -> list[Any]:
        return sorted(row.pk for row in rows)

    viewed = [*of_context, *of_family, *of_case, asked, seen, meeting, other]
    given = [meeting, of_case[0]]
    told(records)  # what is only asked the first time
    whole = told(records)
    assert [rows for rows, _number in whole.values()] == [ids(*viewed), ids(*given), ids(meeting, other), ids(*viewed)]
    for barred_from, gone in (
        (case.context, [*of_context, asked]),
        (family_case.family, of_family),
        (period.case, of_case),
    ):
        standing = bar(barred_from, records)
        found = told(records)
        left = [[row for row in rows if row not in gone] for rows in (viewed, given, [meeting, other], viewed)]
        assert [rows for rows, _number in found.values()] == [ids(*rows) for rows in left]
        assert found["api"][1] == len(left[0])
        # No more is asked for who is barred; their own asking is told them, whatever its words met.
        assert [number for _rows, number in found.values()][:3] == [number for _rows, number in whole.values()][:3]
        assert AuditEvent.objects.filter(record_id=own.pk, pk__in=readable_events(records)).exists()
        assert [rows for rows, _number in told(officer).values()] == [rows for rows, _number in whole.values()]
        # A manager of the child's team is told of no page of it, not even that it was one.
        bar(barred_from, manager)
        assert not events_about(other, manager).filter(record_id__in=ids(*gone)).exists()
        standing.end_asked_on = standing.ended_on = today()
        standing.end_asked_by, standing.ended_by, standing.end_why = manager, officer, "x"
        standing.save()
