-- The children linked to a context with where each stands, the adults of the place, and past links: the same rows, for the
-- same reader, as the page.
--   %(context)s, %(reader)s  ids      %(day)s  today        %(alleged)s  whether the reader's role sees allegations here
--   %(born_by)s  the last birthday of who is 18 today      %(view)s  whether the reader's role reads cases
WITH
workers AS MATERIALIZED (
    SELECT %(reader)s::uuid AS id
    UNION
    SELECT absent_id FROM accounts_cover
    WHERE covering_id = %(reader)s AND from_on <= %(day)s AND to_on >= %(day)s AND ended_on IS NULL
),
-- Of one context, whether its allegations are shown is one answer.
alleged AS MATERIALIZED (
    SELECT %(alleged)s OR EXISTS (
        SELECT FROM accounts_teammembership m JOIN accounts_team t ON t.id = m.team_id
        WHERE m.user_id = %(reader)s AND m.from_on <= %(day)s AND (m.to_on IS NULL OR m.to_on > %(day)s)
        AND t.kind IN ('front_door', 'out_of_hours')
    ) OR EXISTS (
        SELECT FROM cases_allocation a
        JOIN cases_casechild p ON p.case_id = a.case_id AND p.to_on IS NULL
        JOIN contexts_contextlink l ON l.child_id = p.child_id
        WHERE a.worker_id IN (SELECT id FROM workers) AND a.to_on IS NULL
        AND (a.child_id IS NULL OR a.child_id = p.child_id)
        AND l.context_id = %(context)s AND l.from_on <= %(day)s
        AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
    ) AS shown
),
-- Few rows, found once. (IS TRUE keeps them hashed; joined, they would be read once a person.)
closed_families AS MATERIALIZED (
    SELECT f.id FROM families_family f WHERE f.restricted_on IS NOT NULL AND f.id NOT IN (
        SELECT g.content_object_id FROM families_familygrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s
    )
),
closed_with_joined AS MATERIALIZED (
    SELECT id FROM closed_families
    UNION ALL
    SELECT f.id FROM families_family f WHERE f.joined_into_id IS NOT NULL AND f.joined_into_id IN (SELECT id FROM closed_families)
),
granted_people AS MATERIALIZED (
    SELECT g.content_object_id AS id FROM families_persongrant g
    WHERE g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s
),
granted_cases AS MATERIALIZED (
    SELECT g.content_object_id AS id FROM cases_casegrant g
    WHERE g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s
),
granted_contexts AS MATERIALIZED (
    SELECT g.content_object_id AS id FROM contexts_contextgrant g
    WHERE g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s
),
subject AS (
    SELECT JSONB_BUILD_OBJECT('name', name, 'kind', kind, 'status', status, 'reference', reference,
        'restricted_on', restricted_on) AS found
    FROM contexts_context
    WHERE id = %(context)s AND (restricted_on IS NULL OR id IN (SELECT id FROM granted_contexts))
),
-- Whoever is linked today, each once: from the index alone.
linked AS MATERIALIZED (
    SELECT child_id FROM contexts_contextlink
    WHERE context_id = %(context)s AND from_on <= %(day)s
    AND (to_on IS NULL OR to_on > %(day)s) AND (lapses_on IS NULL OR lapses_on > %(day)s)
    AND (role <> 'alleged_harm' OR (SELECT shown FROM alleged))
    GROUP BY child_id
),
people AS MATERIALIZED (
    SELECT linked.child_id, q.display_name, q.reference, q.is_grown_up, o.id AS period_id, o.case_id, o.team_id
    FROM linked
    CROSS JOIN LATERAL (
        SELECT display_name, reference,
            birth_on <= %(born_by)s AND (died_on IS NULL OR EXTRACT(YEAR FROM AGE(died_on, birth_on)) >= 18) AS is_grown_up
        FROM families_person
        WHERE id = linked.child_id AND (restricted_on IS NULL OR id IN (SELECT id FROM granted_people))
        AND NOT EXISTS (
            SELECT FROM families_familymembership m
            WHERE m.person_id = linked.child_id AND (m.family_id IN (SELECT id FROM closed_families)) IS TRUE
        )
        OFFSET 0
    ) q
    LEFT JOIN LATERAL (
        SELECT p.id, p.case_id, held.team_id
        FROM cases_casechild p CROSS JOIN LATERAL (
            SELECT team_id FROM cases_case c
            WHERE id = p.case_id AND (restricted_on IS NULL OR id IN (SELECT id FROM granted_cases))
            AND (family_id IS NULL OR family_id NOT IN (SELECT id FROM closed_with_joined))
            AND (context_id IS NULL OR NOT EXISTS (
                SELECT FROM contexts_context x WHERE x.id = c.context_id AND x.restricted_on IS NOT NULL
                AND x.id NOT IN (SELECT id FROM granted_contexts)))
            OFFSET 0
        ) held
        WHERE p.child_id = linked.child_id AND (p.to_on IS NULL OR p.to_on > %(day)s) AND p.from_on <= %(day)s OFFSET 0
    ) o ON TRUE
),
sorted AS MATERIALIZED (
    SELECT p.*, CASE WHEN p.is_grown_up AND NOT EXISTS (
            SELECT FROM cases_casechildstatus s
            WHERE s.period_id = p.period_id AND s.status = 'care_leaver' AND s.from_on <= %(day)s
            AND (s.to_on IS NULL OR s.to_on > %(day)s)
        ) THEN 'adults' ELSE 'children' END AS part
    FROM people p
),
shown AS MATERIALIZED (
    SELECT * FROM (
        SELECT s.*, ROW_NUMBER() OVER (
            PARTITION BY part ORDER BY (period_id IS NOT NULL) DESC, display_name, reference) AS place
        FROM sorted s
    ) placed WHERE place <= %(per_page)s
),
head AS MATERIALIZED (
    SELECT COUNT(*) FILTER (WHERE part = 'children') AS total,
        COUNT(*) FILTER (WHERE part = 'children' AND period_id IS NOT NULL) AS open_total,
        COUNT(*) FILTER (WHERE part = 'adults') AS adult_total
    FROM sorted
),
adults AS (
    SELECT JSONB_AGG(JSONB_BUILD_ARRAY(
            a.id, a.role, a.described, a.basis, a.reliability, a.source, a.source_on,
            CASE WHEN q.id IS NOT NULL THEN JSONB_BUILD_ARRAY(q.id, q.display_name, q.la_child_id, q.reference) END
        ) ORDER BY ARRAY_POSITION('{protective,manages,concern}', a.role), a.described, a.created_at) AS found
    FROM contexts_contextadult a LEFT JOIN families_person q ON q.id = a.person_id
    WHERE a.context_id = %(context)s AND (a.to_on IS NULL OR a.to_on > %(day)s)
    AND (a.role <> 'concern' OR (SELECT shown FROM alleged))
    AND (q.id IS NULL OR (
        (q.restricted_on IS NULL OR q.id IN (SELECT id FROM granted_people)) AND NOT EXISTS (
            SELECT FROM families_familymembership m WHERE m.person_id = q.id AND (m.family_id IN (SELECT id FROM closed_families)) IS TRUE
        )
    ))
),
-- The latest by the index alone, then who may be seen among them, until there are as many as are shown.
ended AS MATERIALIZED (
    SELECT l.id, l.child_id, l.role, l.from_on, l.to_on, l.lapses_on, l.ended_why, q.display_name, q.la_child_id, q.reference
    FROM (
        SELECT child_id, role, from_on, to_on, lapses_on FROM contexts_contextlink
        WHERE context_id = %(context)s AND from_on <= %(day)s AND (to_on <= %(day)s OR lapses_on <= %(day)s)
        AND (role <> 'alleged_harm' OR (SELECT shown FROM alleged))
        ORDER BY to_on DESC, lapses_on DESC OFFSET 0
    ) past
    CROSS JOIN LATERAL (
        SELECT display_name, la_child_id, reference FROM families_person
        WHERE id = past.child_id AND (restricted_on IS NULL OR id IN (SELECT id FROM granted_people))
        AND NOT EXISTS (
            SELECT FROM families_familymembership m
            WHERE m.person_id = past.child_id AND (m.family_id IN (SELECT id FROM closed_families)) IS TRUE
        )
        OFFSET 0
    ) q
    CROSS JOIN LATERAL (
        SELECT * FROM contexts_contextlink l
        WHERE l.child_id = past.child_id AND l.context_id = %(context)s AND l.role = past.role AND l.from_on = past.from_on
        AND l.to_on IS NOT DISTINCT FROM past.to_on AND l.lapses_on IS NOT DISTINCT FROM past.lapses_on OFFSET 0
    ) l
    LIMIT %(most_past)s
),
past AS (
    SELECT JSONB_AGG(JSONB_BUILD_ARRAY(
        id, role, from_on, to_on, lapses_on, ended_why, child_id, display_name, la_child_id, reference
    ) ORDER BY to_on DESC, lapses_on DESC) AS found FROM ended
),
-- Agreed plans of this context, on cases that the reader may see.
planned AS MATERIALIZED (
    SELECT p.id FROM plans_plan p JOIN cases_case k ON k.id = p.case_id
    WHERE k.context_id = %(context)s AND p.kind = 'context' AND p.status = 'agreed'
    AND (k.restricted_on IS NULL OR k.id IN (SELECT id FROM granted_cases))
)
SELECT head.*, 1 AS at_page, EXISTS (SELECT FROM planned) AS is_planned,
    shown.child_id IN (SELECT r.child_id FROM plans_planchildlink r JOIN planned ON planned.id = r.plan_id
        WHERE r.to_on IS NULL) AS is_reached, (SELECT found FROM subject) AS subject, shown.part, shown.place, shown.child_id,
    q.reference, q.display_name, q.la_child_id, q.birth_on, q.died_on, q.expected_on, q.responsible_authority,
    q.elsewhere_contact, shown.period_id, shown.case_id, team.name AS team,
    seen.last_seen_on, seen.last_seen_alone_on, due.visit_due_on,
    (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(l.id, l.role, l.basis, l.reliability, l.from_on, l.to_on, l.lapses_on,
            l.review_due, l.reviewed_on) ORDER BY l.role)
        FROM contexts_contextlink l
        WHERE l.child_id = shown.child_id AND l.context_id = %(context)s AND l.from_on <= %(day)s
        AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
        AND (l.role <> 'alleged_harm' OR (SELECT shown FROM alleged))) AS links,
    statuses.found AS statuses,
    (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(a.role, staff.name, held.name) ORDER BY a.role DESC, staff.name)
        FROM cases_allocation a
        JOIN accounts_user staff ON staff.id = a.worker_id JOIN accounts_team held ON held.id = a.team_id
        WHERE a.case_id = shown.case_id AND (a.child_id IS NULL OR a.child_id = shown.child_id)
        AND (a.to_on IS NULL OR a.to_on > %(day)s)) AS workers,
    (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(kin.display_name, kin.la_child_id, kin.reference, kin.id)
            ORDER BY kin.display_name, kin.la_child_id, kin.reference)
        FROM (
            SELECT other_id AS id FROM families_relationship
            WHERE person_id = shown.child_id AND kind = ANY(%(family_kinds)s)
            UNION
            SELECT person_id FROM families_relationship WHERE other_id = shown.child_id AND kind = ANY(%(family_kinds)s)
            UNION
            SELECT theirs.person_id
            FROM families_familymembership mine JOIN families_familymembership theirs ON theirs.family_id = mine.family_id
            WHERE mine.person_id = shown.child_id AND theirs.person_id <> shown.child_id
            AND mine.basis = 'kin' AND theirs.basis = 'kin'
        ) r JOIN families_person kin USING (id)
        WHERE r.id IN (SELECT child_id FROM people)) AS relatives,
    CASE WHEN shown.place = 1 OR shown.place IS NULL THEN (SELECT found FROM adults) END AS people_here,
    CASE WHEN shown.place = 1 OR shown.place IS NULL THEN (SELECT found FROM past) END AS past
FROM head LEFT JOIN shown ON TRUE
LEFT JOIN families_person q ON q.id = shown.child_id
LEFT JOIN accounts_team team ON team.id = shown.team_id
LEFT JOIN cases_casechild period ON period.id = shown.period_id
LEFT JOIN LATERAL (
    SELECT JSONB_AGG(JSONB_BUILD_ARRAY(s.status, s.category) ORDER BY s.from_on) AS found,
        ARRAY_AGG('visit_' || s.status) AS codes
    FROM cases_casechildstatus s WHERE s.period_id = shown.period_id AND (s.to_on IS NULL OR s.to_on > %(day)s)
) statuses ON TRUE
-- Each visit of the period is looked at once.
LEFT JOIN LATERAL (
    SELECT (MAX(n.occurred_at) AT TIME ZONE 'Europe/London')::date AS last_seen_on,
        (MAX(n.occurred_at) FILTER (WHERE s.seen = 'seen_alone') AT TIME ZONE 'Europe/London')::date AS last_seen_alone_on
    FROM cases_notesubject s JOIN cases_casenote n ON n.id = s.note_id
    WHERE %(view)s AND period.id IS NOT NULL AND s.child_id = shown.child_id AND s.seen IN ('seen', 'seen_alone')
    AND n.kind = 'visit'
    AND (n.occurred_at AT TIME ZONE 'Europe/London')::date BETWEEN period.from_on AND COALESCE(period.to_on, %(day)s)
    AND (s.case_id IS NULL OR NOT EXISTS (
        SELECT FROM cases_case c WHERE c.id = s.case_id AND c.restricted_on IS NOT NULL
        AND c.id NOT IN (SELECT id FROM granted_cases)))
) seen ON TRUE
LEFT JOIN LATERAL (
    SELECT MIN(CASE i.unit WHEN 'days' THEN begun.day + i.length
        ELSE (begun.day + MAKE_INTERVAL(months => i.length))::date END) AS visit_due_on
    FROM (SELECT GREATEST(seen.last_seen_on, period.from_on, q.birth_on) AS day) begun CROSS JOIN reference_interval i
    WHERE %(view)s AND period.id IS NOT NULL AND period.to_on IS NULL AND q.died_on IS NULL AND q.expected_on IS NULL
    AND (i.code = ANY(statuses.codes) OR (statuses.codes IS NULL AND i.code = 'visit_open'))
) due ON TRUE
ORDER BY shown.part DESC, shown.place
