"""People, families, who belongs to them, and how people are related."""

from typing import Any

from django.db.models import Exists, OuterRef

from cases.models import CaseChild
from cs_casework.accounts.models import Permission, User
from cs_casework.api.answers import Rows
from cs_casework.api.bodies import ChooseSeveral, body, text
from cs_casework.api.days import DayField
from cs_casework.api.resources import Resource, Verb, offer
from families import ties, workflow
from families.filters import FamilyFilter, PersonFilter
from families.models import Family, FamilyMembership, Person, PersonName, Relationship
from families.querysets import is_adult

DETAILS = """birth_on birth_is_estimate expected_on died_on sex gender ethnicity disabilities nhs_number upn upn_unknown
    la_child_id first_language needs_interpreter communication_needs school reach responsible_authority
    elsewhere_contact"""
PERSON = f"id reference display_name age {DETAILS} restricted_on merged_into created_at"


NEW_PERSON = body(
    Person,
    DETAILS,
    title="PersonSent",
    given=text(100),
    family=text(100),
    known_as=text(100),
    different_from=ChooseSeveral(Person, required=False),
)


def children(user: Any) -> Any:
    """Whoever is not of age, and whoever is or was open to the service, as far as this reader may know of that."""
    periods = CaseChild.objects.visible_to(user).filter(child=OuterRef("pk")).order_by()
    return Person.objects.standing().filter(~is_adult() | Exists(periods))


def add_name(person: Person, **said: Any) -> Person:
    workflow.add_name(person, **said)
    return person


add_name.__doc__ = workflow.add_name.__doc__


def add_member(*, by: User, family: Family, **said: Any) -> FamilyMembership:
    return workflow.add_member(family, by=by, **said)


CHANGED = body(Person, DETAILS, title="PersonChange")
NAME = body(PersonName, "given family", required="kind", title="NameSent")


def _person(name: str, records: Any = None, about: str = "") -> Resource:
    return Resource(
        name=name,
        model=Person,
        records=records,
        about=about,
        fields=PERSON,
        rows={"names": Rows(PersonName, "person", "id kind given family", is_part=True)},
        needs=Permission.VIEW_PEOPLE,
        filterset=PersonFilter,
        filters="birth_on la_child_id nhs_number upn created_at",
        ordering="display_name birth_on created_at reference",
        create=Verb(workflow.create_person, NEW_PERSON),
        change=Verb(workflow.change_person, CHANGED),
        verbs=[Verb(add_name, NAME, "add-name")],
    )


offer(
    _person(
        "children",
        children,
        "Whoever is not of age, and whoever is or was open to the service. A person merged into another is not listed.",
    ),
    _person("people", about="Everybody on record: children, parents, other adults."),
    Resource(
        name="families",
        model=Family,
        fields="id reference name confirmed_on joined_into joined_on restricted_on created_at",
        needs=Permission.VIEW_PEOPLE,
        filterset=FamilyFilter,
        ordering="name created_at reference",
        create=Verb(workflow.create_family, body(Family, required="name", title="FamilySent")),
        change=Verb(workflow.change_family, body(Family, required="name", title="FamilyChange")),
        verbs=[Verb(workflow.confirm_family, name="confirm")],
    ),
    Resource(
        name="memberships",
        model=FamilyMembership,
        fields="id person family basis part from_on to_on ended_why created_at",
        needs=Permission.VIEW_PEOPLE,
        filters="person family basis part from_on to_on",
        ordering="from_on created_at",
        create=Verb(
            add_member, body(FamilyMembership, "basis from_on", required="family person part", title="MembershipSent")
        ),
        verbs=[
            Verb(
                workflow.end_membership,
                body(FamilyMembership, required="to_on ended_why", title="MembershipEnd"),
                "end",
            )
        ],
    ),
    Resource(
        name="relationships",
        model=Relationship,
        fields="id person other kind parental_responsibility informal_carer from_on to_on created_at",
        needs=Permission.VIEW_PEOPLE,
        filters="person other kind",
        ordering="created_at",
        create=Verb(
            ties.relate,
            body(
                Relationship,
                "parental_responsibility informal_carer from_on",
                required="person other kind",
                title="RelationshipSent",
            ),
        ),
        verbs=[Verb(ties.end_relationship, body(to_on=DayField(), title="RelationshipEnd"), "end")],
    ),
)
