"""Finding in the audit what a records officer is to ask about: a few statements every few minutes, and none on any page.

What counts as a look is written in `SEEN` and `OPENED`. Both ask the audit alone; nothing that was looked at is made
slower by it, or closed.
"""

import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cs_casework.accounts.models import User
from cs_casework.audit.log import record
from cs_casework.looking.models import Duty, Volume
from cs_casework.looking.work import people_of_work
from families.models import Relationship

# Opened by itself, or on a page with few others: whoever stands in a list of all children was not looked up.
FEW = 10
HOUR = datetime.timedelta(hours=1)

SEEN = """
    SELECT event.actor_id, found.person_id, (event.at AT TIME ZONE %(zone)s)::date AS on_day,
        min(event.at) AS first_at, max(event.at) AS last_at, count(*) AS times
    FROM audit_auditevent event
    CROSS JOIN LATERAL (
        SELECT event.record_id AS person_id WHERE event.record_type = 'families.Person'
        UNION SELECT unnest(event.shown) WHERE cardinality(event.shown) <= %(few)s
    ) AS found
    WHERE event.at >= %(since)s AND event.actor_id IS NOT NULL AND found.person_id IS NOT NULL
    GROUP BY 1, 2, 3
"""
# What is compared is written as it is searched for, without accents and capitals, and without commas and the like. Letters
# of any script stay: the database's locale may know English ones only.
BARE = "regexp_replace(casework_plain({0}), '[[:punct:][:space:]]+', ' ', 'g')"
LOOK_UPS = f"""
    WITH seen AS ({SEEN}),
    staff AS (
        SELECT person.id, trim({BARE.format("called")}) AS called, details.home_postcode AS postcode,
            trim({BARE.format("coalesce(details.home_lines, '')")}) AS home
        FROM accounts_user person
        LEFT JOIN looking_owndetails details ON details.user_id = person.id
        CROSS JOIN LATERAL regexp_split_to_table(person.name || ';' || coalesce(details.other_names, ''), '[;,]') AS called
        WHERE trim(called) <> ''
    ),
    names AS (
        SELECT name.person_id, trim({BARE.format("name.given || ' ' || name.family")}) AS whole,
            trim({BARE.format("name.family")}) AS surname
        FROM families_personname name WHERE name.person_id IN (SELECT person_id FROM seen)
    ),
    homes AS (
        SELECT address.person_id, address.postcode, trim({BARE.format("address.lines")}) AS home
        FROM families_address address
        WHERE address.person_id IN (SELECT person_id FROM seen) AND address.postcode <> ''
            AND (address.to_on IS NULL OR address.to_on > current_date)
    ),
    found AS (
        SELECT seen.*, 'self' AS why FROM seen JOIN staff ON staff.id = seen.actor_id
            JOIN names ON names.person_id = seen.person_id AND names.whole = staff.called AND names.whole <> ''
        UNION
        SELECT seen.*, 'address' FROM seen JOIN staff ON staff.id = seen.actor_id AND staff.home <> ''
            JOIN homes ON homes.person_id = seen.person_id AND homes.postcode = staff.postcode
                AND starts_with(homes.home || ' ', staff.home || ' ')
        UNION
        SELECT seen.*, 'surname' FROM seen JOIN staff ON staff.id = seen.actor_id
            JOIN homes ON homes.person_id = seen.person_id AND homes.postcode = staff.postcode
            JOIN names ON names.person_id = seen.person_id AND names.surname <> ''
                AND (' ' || staff.called) LIKE ('%% ' || names.surname)
    )
    , kin AS (
        SELECT seen.actor_id, seen.person_id, tie.self FROM seen JOIN (
            SELECT person_id AS of, other_id AS self FROM families_relationship WHERE kind = ANY(%(kin)s)
            UNION SELECT other_id, person_id FROM families_relationship WHERE kind = ANY(%(kin)s)
        ) AS tie ON tie.of = seen.person_id
        WHERE EXISTS (
            SELECT FROM families_personbar bar WHERE bar.user_id = seen.actor_id AND bar.record_id = tie.self
                AND bar.why = 'about_them' AND bar.ended_on IS NULL
        ) OR EXISTS (
            SELECT FROM staff JOIN families_personname name ON name.person_id = tie.self
                JOIN families_address address ON address.person_id = tie.self AND address.postcode = staff.postcode
            WHERE staff.id = seen.actor_id AND staff.home <> ''
                AND trim({BARE.format("name.given || ' ' || name.family")}) = staff.called
                AND starts_with(trim({BARE.format("address.lines")}) || ' ', staff.home || ' ')
        )
    ), all_found AS (
        SELECT * FROM found
        UNION SELECT seen.*, 'kin' FROM seen JOIN kin ON kin.actor_id = seen.actor_id AND kin.person_id = seen.person_id
    )
    INSERT INTO looking_lookup (user_id, person_id, "on", why, times, first_at, last_at, outcome, words)
    SELECT actor_id, person_id, on_day, why, times, first_at, last_at, '', '' FROM all_found
    ON CONFLICT (user_id, person_id, "on", why) DO UPDATE
        SET times = excluded.times, last_at = excluded.last_at WHERE looking_lookup.times < excluded.times
    RETURNING id
"""  # noqa: S608  # put together from the texts above, and from nothing that was typed

# A record that was opened, on a page or by a program, and a file that was: of a person that one, of a family and of a case
# everybody who stands on it, of any other (a context, a contact, a plan) whoever was shown on it. Each counts once, however
# often and by whichever of their records they were opened.
OPENED = """
    SELECT actor_id, array_agg(DISTINCT found.person_id), min(event.at), max(event.at)
    FROM audit_auditevent event
    LEFT JOIN LATERAL (
        SELECT max(until_at) AS at FROM looking_volume WHERE user_id = event.actor_id
    ) AS asked ON true
    CROSS JOIN LATERAL (
        SELECT event.record_id AS person_id WHERE event.record_type = 'families.Person'
        UNION SELECT person_id FROM families_familymembership
            WHERE event.record_type = 'families.Family' AND family_id = event.record_id
        UNION SELECT child_id FROM cases_casechild WHERE event.record_type = 'cases.Case' AND case_id = event.record_id
        UNION SELECT unnest(event.shown) WHERE event.record_type <> ALL(%s) OR EXISTS (
            SELECT FROM cases_case
            WHERE event.record_type = 'cases.Case' AND id = event.record_id AND context_id IS NOT NULL
        )
    ) AS found
    WHERE event.at >= %s AND event.at < %s AND (asked.at IS NULL OR event.at > asked.at) AND event.actor_id IS NOT NULL
        AND event.record_id IS NOT NULL AND split_part(event.record_type, '.', 1) = ANY(%s)
        AND (event.action LIKE '%%.viewed' OR event.action = ANY(%s)) AND found.person_id IS NOT NULL
    GROUP BY actor_id HAVING count(DISTINCT found.person_id) > %s
"""
# Whose people stand on the record itself, and are not only named on its page.
STANDING_ON = ["families.Person", "families.Family", "cases.Case"]
# Where records of children are; what officers look through of the others (what is due to go, who looked) is their work.
OF_RECORDS = ["families", "contexts", "cases", "referrals", "assessments", "plans"]
FILES_READ = ["document.read", "referral.file_read"]


def find_look_ups(since: datetime.datetime | None = None) -> int:
    """Note who looked at somebody of their own name, at their own address, of their surname and postcode, or
    recorded as related to who is they: by a bar that says so, or by name and address; how many
    are new or were looked at again. Whole days are counted, so that asked twice it says the same."""
    day = timezone.localtime(since or timezone.now() - HOUR).replace(hour=0, minute=0, second=0, microsecond=0)
    asked: dict[str, Any] = {"since": day, "few": FEW, "zone": settings.TIME_ZONE}
    asked["kin"] = [kind.value for kind in Relationship.FAMILY_KINDS]
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UPS, asked)
        return len(cursor.fetchall())


def find_unusual(now: datetime.datetime | None = None) -> list[Volume]:
    """Ask those why who opened far more people's records in the last hour than their work explains.

    Whoever said beforehand that they are on duty, screening or preparing a panel is not asked; the records officer sees
    both. What was asked about is not asked about again.
    """
    now = now or timezone.now()
    most = settings.UNUSUAL_PEOPLE_AN_HOUR
    with connection.cursor() as cursor:
        cursor.execute(OPENED, [STANDING_ON, now - HOUR, now, OF_RECORDS, FILES_READ, most])
        busy: list[tuple[UUID, list[UUID], Any, Any]] = cursor.fetchall()
    staff = {user.pk: user for user in User.objects.filter(pk__in=[row[0] for row in busy])}
    made = []
    for actor, people, first, last in busy:
        user = staff.get(actor)
        if user is None:
            continue
        explained = people_of_work(user, people)
        if len(people) - len(explained) > most:
            counted = {"opened": len(people), "explained": len(explained), "from_at": first, "until_at": last}
            made += _ask(user, said_duty=Duty.objects.running(last).filter(user=user).first(), **counted)
    return made


def _ask(user: User, **counted: Any) -> list[Volume]:
    try:
        with transaction.atomic():
            volume = Volume.objects.create(user=user, **counted)
    except IntegrityError:
        return []  # they are asked already, and have not answered
    record(by=None, action="volume.noted", target=volume, reason=str(user))
    return [volume]
