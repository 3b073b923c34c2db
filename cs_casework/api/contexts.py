"""Contexts, what links children to them, adults in them, and how contexts stand to each other."""

from typing import Any

from rest_framework import serializers

from contexts import workflow
from contexts.filters import ContextFilter
from contexts.forms import KIND_FIELDS
from contexts.models import Context, ContextAdult, ContextLink, ContextRelation
from cs_casework.accounts.models import Permission, User
from cs_casework.api.bodies import body
from cs_casework.api.days import DayField
from cs_casework.api.resources import Resource, Verb, offer
from families.models import Person

# What a form of any kind of context asks for.
ASKED = " ".join(dict.fromkeys(name for names in KIND_FIELDS.values() for name in names))
WORDS = f"{ASKED} strengths threshold_level threshold_why lawful_basis owner_team"
REVIEW = body(review_due=DayField(required=False), reason=serializers.CharField(required=False), title="ReviewSent")


def link(*, by: User, child: Person, context: Context, **said: Any) -> ContextLink:
    return workflow.link_child(child, context, by=by, **said)


def add_adult(*, by: User, context: Context, **said: Any) -> ContextAdult:
    return workflow.add_adult(context, by=by, **said)


def relate(*, by: User, context: Context, **said: Any) -> ContextRelation:
    return workflow.relate_contexts(context, by=by, **said)


for adapted, told in ((link, workflow.link_child), (add_adult, workflow.add_adult), (relate, workflow.relate_contexts)):
    adapted.__doc__ = told.__doc__

offer(
    Resource(
        name="contexts",
        model=Context,
        fields="id reference kind name status restricted_on merged_into merged_on created_at",
        gated={Permission.VIEW_CONTEXTS: f"description {WORDS} reviewed_on parent"},
        needs=Permission.LIST_CONTEXTS,
        filterset=ContextFilter,
        filters="owner_team parent category review_due created_at",
        ordering="name reference created_at review_due",
        create=Verb(
            workflow.create_context, body(Context, WORDS, required="kind name description", title="ContextSent")
        ),
        change=Verb(workflow.change_context, body(Context, f"name description {WORDS}", title="ContextChange")),
        verbs=[Verb(workflow.review_peer_group, REVIEW, "review")],
    ),
    Resource(
        name="context-links",
        model=ContextLink,
        fields="""id child context role basis reliability source source_on child_view from_on to_on ended_why review_due
            lapses_on reviewed_on is_current created_at""",
        needs=Permission.VIEW_CONTEXTS,
        filters="child context role basis reliability from_on to_on review_due lapses_on created_at",
        ordering="from_on review_due created_at",
        create=Verb(
            link,
            body(
                ContextLink,
                "child_view review_due",
                required="child context role basis reliability source source_on from_on",
                title="ContextLinkSent",
            ),
        ),
        verbs=[
            Verb(workflow.renew_link, REVIEW, "renew"),
            Verb(workflow.end_link, body(ContextLink, required="to_on ended_why", title="ContextLinkEnd"), "end"),
        ],
    ),
    Resource(
        name="context-adults",
        model=ContextAdult,
        fields="id context person described role basis reliability source source_on from_on to_on created_at",
        needs=Permission.VIEW_CONTEXTS,
        filters="context person role",
        ordering="created_at",
        create=Verb(
            add_adult,
            body(
                ContextAdult,
                "person described",
                required="context role basis reliability source source_on from_on",
                title="ContextAdultSent",
            ),
        ),
        verbs=[Verb(workflow.end_adult, body(to_on=DayField(), title="ContextAdultEnd"), "end")],
    ),
    Resource(
        name="context-relations",
        model=ContextRelation,
        fields="id context other kind source from_on to_on created_at",
        needs=Permission.VIEW_CONTEXTS,
        filters="context other kind",
        ordering="created_at",
        create=Verb(
            relate,
            body(ContextRelation, "source from_on", required="context other kind", title="ContextRelationSent"),
        ),
    ),
)
