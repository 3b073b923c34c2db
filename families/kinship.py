"""Who is related to whom, and who may be: what decides whether two children who share a context are strangers.

*Related* is for life: a family relationship that has ended, and a family somebody has left, count like those of today.
Sharing a foster home or a children's home is not kinship. As SQL, because it is asked about every pair of children in a
context at once; one text for one child and for the whole service.
"""

from families.models import FamilyMembership, Relationship

_FAMILY_KINDS = ", ".join(f"'{kind.value}'" for kind in Relationship.FAMILY_KINDS)
_KIN = f"'{FamilyMembership.Basis.KIN.value}'"

# Every two people who are related, both ways round: (person_id, other_id). A pair may stand in it more than once.
RELATED = f"""(
    SELECT person_id, other_id FROM families_relationship WHERE kind IN ({_FAMILY_KINDS})
    UNION ALL
    SELECT other_id, person_id FROM families_relationship WHERE kind IN ({_FAMILY_KINDS})
    UNION ALL
    SELECT mine.person_id, theirs.person_id
    FROM families_familymembership mine
    JOIN families_familymembership theirs ON theirs.family_id = mine.family_id AND theirs.person_id <> mine.person_id
    WHERE mine.basis = {_KIN} AND theirs.basis = {_KIN}
)"""  # noqa: S608  constants of our own

# Why two people may be related though nobody has said so, and nobody has said that they are not: one row a reason.
# `first` and `second` stand for the two people, `relatives` for a query of those related to the first whom the reader may
# see: a relative in common who is hidden tells nothing. A protected address plays no part: that two people share it must
# not be told.
_MAY_BE = f"""(
    SELECT 'address' AS why
    FROM families_address mine
    JOIN families_address theirs ON theirs.postcode = mine.postcode AND UPPER(theirs.lines) = UPPER(mine.lines)
    WHERE mine.person_id = {{first}} AND theirs.person_id = {{second}} AND mine.postcode <> ''
    AND NOT mine.is_protected AND NOT theirs.is_protected
    UNION
    SELECT 'name'
    FROM families_address mine
    JOIN families_address theirs ON theirs.postcode = mine.postcode
    JOIN families_personname my_name ON my_name.person_id = mine.person_id
    JOIN families_personname their_name
        ON their_name.person_id = theirs.person_id AND UPPER(their_name.family) = UPPER(my_name.family)
    WHERE mine.person_id = {{first}} AND theirs.person_id = {{second}} AND mine.postcode <> '' AND my_name.family <> ''
    AND NOT mine.is_protected AND NOT theirs.is_protected
    UNION
    SELECT 'relative'
    FROM {RELATED} theirs WHERE theirs.person_id = {{second}} AND theirs.other_id IN {{relatives}}
)"""  # noqa: S608
_NOT_ANSWERED = """NOT EXISTS (
    SELECT 1 FROM families_relationship answered
    WHERE (answered.person_id, answered.other_id) IN (({first}, {second}), ({second}, {first}))
) AND NOT EXISTS (
    SELECT 1 FROM families_notrelated answered
    WHERE (answered.person_id, answered.other_id) IN (({first}, {second}), ({second}, {first}))
)"""


def may_be_related(*, first: str, second: str, relatives: str) -> str:
    """A query of the reasons (`why`) that the people in these two columns may be related, none once it is answered."""
    reasons = _MAY_BE.format(first=first, second=second, relatives=relatives)
    return f"(SELECT why FROM {reasons} reasons WHERE {_NOT_ANSWERED.format(first=first, second=second)})"  # noqa: S608
