"""What a record opened in an emergency opens with it, and who answers for it.

Each is one statement, and the same whether it is about many records or none: `asking.py` says why.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.models import Case
from contexts.models import Context
from cs_casework.accounts.models import Permission, User
from cs_casework.dates import today
from cs_casework.overview.confidential.asking import Ids
from cs_casework.statements import Statement, answer
from families.models import Family, Person


@dataclass(frozen=True)
class Reach:
    """What is closed to somebody of what they asked for: what opens, and whether what they asked for is barred to them."""

    opens: Ids
    is_barred: bool


# Of what was asked for (`asked_…`), what goes with it: whoever must keep a child safe tonight needs to know who lives with
# them and what the service is doing. A person opens with the families they are in now and those of an open case of theirs;
# a family with its members now; a context, and a case, with each other; a contact with all it is about. Each only as far
# as it is closed. Brothers and sisters who are restricted themselves do not open with a child: each is asked for.
TOGETHER = """
WITH asked_person AS (
    SELECT unnest(%(person)s::uuid[]) AS id
    UNION SELECT person_id FROM referrals_referralchild
        WHERE referral_id = ANY(%(contact)s::uuid[]) AND person_id IS NOT NULL
    UNION SELECT person_id FROM referrals_referraladult
        WHERE referral_id = ANY(%(contact)s::uuid[]) AND person_id IS NOT NULL
), asked_case AS (
    SELECT unnest(%(case)s::uuid[]) AS id
    UNION SELECT case_id FROM referrals_referralcase WHERE referral_id = ANY(%(contact)s::uuid[])
), asked_family AS (
    SELECT unnest(%(family)s::uuid[]) AS id
    UNION SELECT family_id FROM cases_case WHERE id IN (SELECT id FROM asked_case) AND family_id IS NOT NULL
), asked_context AS (
    SELECT unnest(%(context)s::uuid[]) AS id
    UNION SELECT context_id FROM cases_case WHERE id IN (SELECT id FROM asked_case) AND context_id IS NOT NULL
    UNION SELECT context_id FROM referrals_referralcontext
        WHERE referral_id = ANY(%(contact)s::uuid[]) AND context_id IS NOT NULL
), person AS (
    SELECT id FROM asked_person
    UNION SELECT person_id FROM families_familymembership
        WHERE family_id IN (SELECT id FROM asked_family) AND (to_on IS NULL OR to_on > %(today)s)
), family AS (
    SELECT id FROM asked_family
    UNION SELECT family_id FROM families_familymembership
        WHERE person_id IN (SELECT id FROM asked_person) AND (to_on IS NULL OR to_on > %(today)s)
    UNION SELECT c.family_id FROM cases_casechild p JOIN cases_case c ON c.id = p.case_id
        WHERE p.child_id IN (SELECT id FROM asked_person) AND p.to_on IS NULL
), one_case AS (
    SELECT id FROM asked_case
    UNION SELECT id FROM cases_case WHERE status IN ('open', 'proposed')
        AND (family_id IN (SELECT id FROM family) OR context_id IN (SELECT id FROM asked_context))
)
"""
KINDS: dict[str, tuple[Any, str]] = {
    "person": (Person, "person"),
    "family": (Family, "family"),
    "context": (Context, "asked_context"),
    "case": (Case, "one_case"),
}


def reach_of(asked: Ids, *, by: User) -> Reach:
    """What opens to this member of staff: nothing at all where they are barred from what they asked for itself."""
    given = {kind: list(asked.get(kind, ())) for kind in (*KINDS, "contact")}
    rows = answer(_written, by, None, today=today(), **given)
    opens = defaultdict(list)
    for row in rows:
        if not row["barred"]:
            opens[row["kind"]].append(row["id"])
    is_barred = any(row["barred"] and row["direct"] for row in rows)
    return Reach({} if is_barred else opens, is_barred)


def _written(ask: Statement, user: User, _what: None) -> str:
    parts = []
    for kind, (model, of) in KINDS.items():
        records = model.objects.order_by()
        hidden, barred = ask.rows(records.hidden_ids(user)), ask.rows(records.barred_ids(user))
        parts.append(
            f"SELECT '{kind}' AS kind, id, id IN {barred} AS barred, id IN (SELECT id FROM asked_{kind}) AS direct"  # noqa: S608
            f" FROM {of} WHERE id IN {hidden}"
        )
    return f"{TOGETHER} {' UNION ALL '.join(parts)}"


# --- Who answers -----------------------------------------------------------------------------------------------------
ANSWERS = """
SELECT u.id FROM (
    SELECT restricted_by_id AS id, 1 AS place FROM families_person WHERE id = ANY(%(person)s::uuid[])
    UNION ALL SELECT restricted_by_id, 1 FROM families_family WHERE id = ANY(%(family)s::uuid[])
    UNION ALL SELECT restricted_by_id, 1 FROM contexts_context WHERE id = ANY(%(context)s::uuid[])
    UNION ALL SELECT restricted_by_id, 1 FROM cases_case WHERE id = ANY(%(case)s::uuid[])
    UNION ALL SELECT m.user_id, 2 FROM accounts_teammembership m JOIN cases_case c ON c.team_id = m.team_id
        WHERE m.is_manager AND m.from_on <= %(today)s AND (m.to_on IS NULL OR m.to_on > %(today)s) AND c.status = 'open'
        AND (
            c.id = ANY(%(case)s::uuid[]) OR c.family_id = ANY(%(family)s::uuid[])
            OR c.context_id = ANY(%(context)s::uuid[]) OR c.id IN (
                SELECT case_id FROM cases_casechild WHERE child_id = ANY(%(person)s::uuid[]) AND to_on IS NULL
            )
        )
    UNION ALL SELECT user_id, 3 FROM families_persongrant
        WHERE content_object_id = ANY(%(person)s::uuid[]) AND ended_on IS NULL AND from_on <= %(today)s
        AND ends_on > %(today)s
    UNION ALL SELECT user_id, 3 FROM families_familygrant
        WHERE content_object_id = ANY(%(family)s::uuid[]) AND ended_on IS NULL AND from_on <= %(today)s
        AND ends_on > %(today)s
    UNION ALL SELECT user_id, 3 FROM contexts_contextgrant
        WHERE content_object_id = ANY(%(context)s::uuid[]) AND ended_on IS NULL AND from_on <= %(today)s
        AND ends_on > %(today)s
    UNION ALL SELECT user_id, 3 FROM cases_casegrant
        WHERE content_object_id = ANY(%(case)s::uuid[]) AND ended_on IS NULL AND from_on <= %(today)s
        AND ends_on > %(today)s
) AS one
JOIN accounts_user u ON u.id = one.id JOIN accounts_role r ON r.code = u.role_id
WHERE u.is_active AND u.id <> %(asker)s AND %(restrict)s = ANY(r.permissions) AND NOT EXISTS (
    SELECT FROM families_personbar b LEFT JOIN families_familymembership m ON m.person_id = b.record_id
    WHERE b.user_id = u.id AND b.ended_on IS NULL
    AND (b.record_id = ANY(%(person)s::uuid[]) OR m.family_id = ANY(%(family)s::uuid[]))
) AND NOT EXISTS (
    SELECT FROM families_familybar
    WHERE user_id = u.id AND ended_on IS NULL AND record_id = ANY(%(family)s::uuid[])
) AND NOT EXISTS (
    SELECT FROM contexts_contextbar
    WHERE user_id = u.id AND ended_on IS NULL AND record_id = ANY(%(context)s::uuid[])
) AND NOT EXISTS (
    SELECT FROM cases_casebar WHERE user_id = u.id AND ended_on IS NULL AND record_id = ANY(%(case)s::uuid[])
)
ORDER BY one.place, u.name, u.id LIMIT 1
"""


ABOUT = """
SELECT 'person' AS kind, COALESCE(p.merged_into_id, p.id) AS id FROM families_person p WHERE p.id IN (
    SELECT unnest(%(person)s::uuid[])
    UNION SELECT person_id FROM referrals_referralchild WHERE referral_id = ANY(%(contact)s::uuid[])
    UNION SELECT person_id FROM referrals_referraladult WHERE referral_id = ANY(%(contact)s::uuid[])
)
UNION SELECT 'context', COALESCE(c.merged_into_id, c.id) FROM contexts_context c WHERE c.id IN (
    SELECT unnest(%(context)s::uuid[])
    UNION SELECT context_id FROM referrals_referralcontext WHERE referral_id = ANY(%(contact)s::uuid[])
)
UNION SELECT 'case', case_id FROM referrals_referralcase WHERE referral_id = ANY(%(contact)s::uuid[])
UNION SELECT 'case', unnest(%(case)s::uuid[])
UNION SELECT 'family', unnest(%(family)s::uuid[])
"""


def with_what_contacts_are_about(found: Ids) -> Ids:
    """What was asked for, and in the place of a contact all that it is about: the children and adults on it who are on
    record, the places, and the cases it stands on."""
    given = {kind: list(found.get(kind, ())) for kind in (*KINDS, "contact")}
    told = defaultdict(list)
    for row in Statement(**given).run(ABOUT):
        told[row["kind"]].append(row["id"])
    return told


def who_answers(opens: Ids, *, asker: User) -> UUID | None:
    """The manager who restricted it; else one of the team that works with it; else one who is granted it. None who asked
    themself, has left, may not restrict any more, or is barred."""
    given = {kind: list(opens.get(kind, ())) for kind in KINDS}
    rows = Statement(today=today(), asker=asker.pk, restrict=Permission.RESTRICT.value, **given).run(ANSWERS)
    return rows[0]["id"] if rows else None
