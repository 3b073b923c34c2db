-- What is kept from the reader: few rows, found once. Stands before each statement of bench/_told.py.
--   %(reader)s  id      %(day)s  today      %(born_by)s  the last birthday of who is 18 today
WITH
closed_families AS MATERIALIZED (
    SELECT f.id FROM families_family f WHERE f.restricted_on IS NOT NULL AND f.id NOT IN (
        SELECT g.content_object_id FROM families_familygrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s AND g.ended_on IS NULL
    )
),
closed_with_joined AS MATERIALIZED (
    SELECT id FROM closed_families
    UNION ALL
    SELECT f.id FROM families_family f WHERE f.joined_into_id IS NOT NULL AND f.joined_into_id IN (SELECT id FROM closed_families)
),
closed_people AS MATERIALIZED (
    SELECT q.id FROM families_person q WHERE q.restricted_on IS NOT NULL AND q.id NOT IN (
        SELECT g.content_object_id FROM families_persongrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s AND g.ended_on IS NULL
    )
    UNION
    SELECT person_id FROM families_familymembership WHERE family_id IN (SELECT id FROM closed_families)
),
closed_contexts AS MATERIALIZED (
    SELECT c.id FROM contexts_context c WHERE c.restricted_on IS NOT NULL AND c.id NOT IN (
        SELECT g.content_object_id FROM contexts_contextgrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s AND g.ended_on IS NULL
    )
),
granted_cases AS MATERIALIZED (
    SELECT g.content_object_id AS id FROM cases_casegrant g
    WHERE g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s AND g.ended_on IS NULL
),
