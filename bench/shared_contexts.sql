-- Whom a child shares a context with, ranked and explained (design.md §8), and who stands apart: the same rows, for the same
-- reader, as the page. Written by hand for PostgreSQL: every step is driven from the one child, who may be seen is asked of
-- who could be shown alone, and what explains a row is read for the rows that are shown.
--   %(child)s, %(reader)s  ids        %(day)s  today        %(alleged)s  whether the reader's role sees allegations
--   %(born_by)s  the last birthday of who is 18 today
WITH
-- Who the reader is on duty for, covers for, and whose allegations they may see: looked at where there is one.
workers AS MATERIALIZED (
    SELECT %(reader)s::uuid AS id
    UNION
    SELECT absent_id FROM accounts_cover
    WHERE covering_id = %(reader)s AND from_on <= %(day)s AND to_on >= %(day)s AND ended_on IS NULL
),
all_alleged AS MATERIALIZED (
    SELECT %(alleged)s OR EXISTS (
        SELECT FROM accounts_teammembership m JOIN accounts_team t ON t.id = m.team_id
        WHERE m.user_id = %(reader)s AND m.from_on <= %(day)s AND (m.to_on IS NULL OR m.to_on > %(day)s)
        AND t.kind IN ('front_door', 'out_of_hours')
    ) AS yes
),
of_own_children AS MATERIALIZED (
    SELECT DISTINCT l.context_id
    FROM cases_allocation a
    JOIN cases_casechild p ON p.case_id = a.case_id AND p.to_on IS NULL
    JOIN contexts_contextlink l ON l.child_id = p.child_id
    WHERE a.worker_id IN (SELECT id FROM workers) AND a.to_on IS NULL
    AND (a.child_id IS NULL OR a.child_id = p.child_id) AND l.from_on <= %(day)s
    AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
),
-- What is kept from the reader: few rows, found once. (IS TRUE keeps them hashed; joined, they would be read once a person.)
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
kin AS MATERIALIZED (
    SELECT other_id AS id FROM families_relationship WHERE person_id = %(child)s AND kind = ANY(%(family_kinds)s)
    UNION
    SELECT person_id FROM families_relationship WHERE other_id = %(child)s AND kind = ANY(%(family_kinds)s)
    UNION
    SELECT theirs.person_id
    FROM families_familymembership mine JOIN families_familymembership theirs ON theirs.family_id = mine.family_id
    WHERE mine.person_id = %(child)s AND theirs.person_id <> %(child)s AND mine.basis = 'kin' AND theirs.basis = 'kin'
),
-- The child's own links, in contexts the reader may see.
own AS MATERIALIZED (
    SELECT l.id, l.context_id, l.role, l.basis, l.reliability, l.from_on, l.to_on, l.lapses_on,
        LEAST(l.to_on, l.lapses_on, %(day)s::date + 1) AS until_on, l.role = ANY(%(counting)s) AS counts
    FROM contexts_contextlink l CROSS JOIN LATERAL (SELECT restricted_on FROM contexts_context WHERE id = l.context_id OFFSET 0) c
    WHERE l.child_id = %(child)s AND l.from_on <= %(day)s
    AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
    AND (c.restricted_on IS NULL OR l.context_id IN (SELECT id FROM granted_contexts))
    AND (l.role <> 'alleged_harm' OR (SELECT yes FROM all_alleged) OR l.context_id IN (SELECT context_id FROM of_own_children))
),
-- What they lie in, and what lies in them.
counted AS (SELECT DISTINCT context_id FROM own WHERE counts),
near AS MATERIALIZED (
    SELECT lies.context_id, MIN(lies.own_id::text)::uuid AS own_id
    FROM (
        SELECT c.parent_id AS context_id, c.id AS own_id
        FROM counted JOIN contexts_context c ON c.id = counted.context_id WHERE c.parent_id IS NOT NULL
        UNION ALL
        SELECT c.id, c.parent_id FROM counted CROSS JOIN LATERAL
            (SELECT id, parent_id FROM contexts_context WHERE parent_id = counted.context_id OFFSET 0) c
        UNION ALL
        SELECT r.other_id, r.context_id FROM counted CROSS JOIN LATERAL (
            SELECT context_id, other_id FROM contexts_contextrelation
            WHERE context_id = counted.context_id AND kind = 'lies_in' AND from_on <= %(day)s
            AND (to_on IS NULL OR to_on > %(day)s) OFFSET 0) r
        UNION ALL
        SELECT r.context_id, r.other_id FROM counted CROSS JOIN LATERAL (
            SELECT context_id, other_id FROM contexts_contextrelation
            WHERE other_id = counted.context_id AND kind = 'lies_in' AND from_on <= %(day)s
            AND (to_on IS NULL OR to_on > %(day)s) OFFSET 0) r
    ) lies
    CROSS JOIN LATERAL (SELECT restricted_on FROM contexts_context WHERE id = lies.context_id OFFSET 0) c
    WHERE lies.context_id NOT IN (SELECT context_id FROM own)
    AND (c.restricted_on IS NULL OR lies.context_id IN (SELECT id FROM granted_contexts))
    GROUP BY lies.context_id
),
-- Everybody else's links to all of these: from the index alone.
theirs AS MATERIALIZED (
    SELECT l.*, held.is_own
    FROM (SELECT DISTINCT context_id, TRUE AS is_own FROM own UNION ALL SELECT context_id, FALSE FROM near) held
    CROSS JOIN LATERAL (
        SELECT l.child_id, l.context_id, l.from_on, LEAST(l.to_on, l.lapses_on, %(day)s::date + 1) AS until_on,
            l.role = ANY(%(counting)s) AS counts
        FROM contexts_contextlink l
        WHERE l.context_id = held.context_id AND l.from_on <= %(day)s
        AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
        AND (l.role <> 'alleged_harm' OR (SELECT yes FROM all_alleged)
            OR l.context_id IN (SELECT context_id FROM of_own_children))
        OFFSET 0
    ) l
    WHERE l.child_id <> %(child)s AND (held.is_own OR l.counts)
),
-- Of them, the children open to the service in a case the reader may see.
opened AS MATERIALIZED (
    SELECT p.id, t.child_id, p.case_id, held.team_id, q.display_name, q.reference
    FROM (SELECT child_id FROM theirs GROUP BY child_id UNION ALL SELECT %(child)s::uuid) t
    CROSS JOIN LATERAL (
        SELECT id, case_id FROM cases_casechild
        WHERE child_id = t.child_id AND (to_on IS NULL OR to_on > %(day)s) AND from_on <= %(day)s OFFSET 0
    ) p
    CROSS JOIN LATERAL (
        SELECT team_id FROM cases_case c
        WHERE id = p.case_id AND (restricted_on IS NULL OR id IN (SELECT id FROM granted_cases))
        AND (family_id IS NULL OR family_id NOT IN (SELECT id FROM closed_with_joined))
        AND (context_id IS NULL OR NOT EXISTS (
            SELECT FROM contexts_context x WHERE x.id = c.context_id AND x.restricted_on IS NOT NULL
            AND x.id NOT IN (SELECT id FROM granted_contexts)))
        OFFSET 0
    ) held
    CROSS JOIN LATERAL (
        SELECT display_name, reference FROM families_person
        WHERE id = t.child_id AND (restricted_on IS NULL OR id IN (SELECT id FROM granted_people))
        AND (
            birth_on IS NULL OR birth_on > %(born_by)s OR EXTRACT(YEAR FROM AGE(died_on, birth_on)) < 18
            OR EXISTS (
                SELECT FROM cases_casechildstatus s
                WHERE s.period_id = p.id AND s.status = 'care_leaver' AND s.from_on <= %(day)s
                AND (s.to_on IS NULL OR s.to_on > %(day)s)
            )
        )
        AND NOT EXISTS (
            SELECT FROM families_familymembership m
            WHERE m.person_id = t.child_id AND (m.family_id IN (SELECT id FROM closed_families)) IS TRUE
        )
        OFFSET 0
    ) q
),
this AS MATERIALIZED (SELECT EXISTS (SELECT FROM opened WHERE child_id = %(child)s) AS is_open),
-- The child whose page it is.
subject AS (
    SELECT JSONB_BUILD_OBJECT('reference', reference, 'display_name', display_name, 'la_child_id', la_child_id,
        'birth_on', birth_on, 'birth_is_estimate', birth_is_estimate, 'expected_on', expected_on, 'died_on', died_on,
        'sex', sex, 'responsible_authority', responsible_authority, 'restricted_on', restricted_on) AS found
    FROM families_person
    WHERE id = %(child)s AND (restricted_on IS NULL OR id IN (SELECT id FROM granted_people)) AND NOT EXISTS (
        SELECT FROM families_familymembership m
        WHERE m.person_id = %(child)s AND (m.family_id IN (SELECT id FROM closed_families)) IS TRUE
    )
),
-- Contexts that both hold by a role that counts. All links here stand today, so all overlap.
pair AS MATERIALIZED (
    SELECT t.child_id, t.context_id,
        MAX(LEAST(t.until_on, o.until_on) - GREATEST(t.from_on, o.from_on)) AS days,
        MIN(GREATEST(t.from_on, o.from_on)) AS since_on
    FROM theirs t JOIN own o USING (context_id)
    WHERE t.counts AND o.counts
    GROUP BY t.child_id, t.context_id
),
sizes AS MATERIALIZED (
    SELECT t.context_id, COUNT(DISTINCT t.child_id) + 1 AS size
    FROM theirs t JOIN opened USING (child_id) WHERE t.is_own AND t.counts GROUP BY t.context_id
),
ranked AS MATERIALIZED (
    SELECT p.child_id, o.display_name, o.reference, COUNT(*) AS shared, MIN(s.size) AS smallest, MAX(p.days) AS days
    FROM pair p JOIN opened o USING (child_id) JOIN sizes s USING (context_id)
    WHERE p.child_id NOT IN (SELECT id FROM kin) AND (SELECT is_open FROM this)
    GROUP BY p.child_id, o.display_name, o.reference
),
-- Apart: kin, and those of no case of ours that the reader may see, who are known to be open elsewhere.
apart AS (
    SELECT CASE WHEN k.id IS NOT NULL THEN 'related' ELSE 'elsewhere' END AS part, p.child_id, q.display_name, q.reference
    FROM (SELECT DISTINCT child_id FROM pair) p LEFT JOIN kin k ON k.id = p.child_id
    LEFT JOIN opened o ON o.child_id = p.child_id
    CROSS JOIN LATERAL (
        SELECT display_name, reference FROM families_person
        WHERE id = p.child_id AND (k.id IS NOT NULL OR responsible_authority <> '')
        AND (restricted_on IS NULL OR id IN (SELECT id FROM granted_people))
        AND (o.id IS NOT NULL OR birth_on IS NULL OR birth_on > %(born_by)s OR EXTRACT(YEAR FROM AGE(died_on, birth_on)) < 18)
        AND NOT EXISTS (
            SELECT FROM families_familymembership m
            WHERE m.person_id = p.child_id AND (m.family_id IN (SELECT id FROM closed_families)) IS TRUE
        )
        OFFSET 0
    ) q
    WHERE k.id IS NOT NULL OR o.id IS NULL
    UNION ALL
    SELECT CASE WHEN BOOL_OR(t.is_own) THEN 'also' ELSE 'nearby' END, t.child_id, o.display_name, o.reference
    FROM theirs t JOIN opened o USING (child_id)
    WHERE t.child_id NOT IN (SELECT id FROM kin) AND t.child_id NOT IN (SELECT child_id FROM pair)
    AND t.child_id <> %(child)s
    GROUP BY t.child_id, o.display_name, o.reference
),
first_linked AS (
    SELECT 'linked' AS part, child_id,
        ROW_NUMBER() OVER (ORDER BY shared DESC, smallest, days DESC, display_name, reference) AS place
    FROM ranked ORDER BY place LIMIT %(per_page)s
),
shown AS MATERIALIZED (
    SELECT * FROM first_linked
    UNION ALL
    SELECT * FROM (
        SELECT part, child_id, ROW_NUMBER() OVER (PARTITION BY part ORDER BY display_name, reference) AS place FROM apart
    ) placed WHERE place <= %(few)s + 1
),
-- Both sides' links of who is shown, each by its index.
shares AS MATERIALIZED (
    SELECT s.part, p.child_id, p.context_id, p.context_id AS own_id, p.days, p.since_on
    FROM shown s JOIN pair p USING (child_id) WHERE s.part IN ('linked', 'related', 'elsewhere')
    UNION ALL
    SELECT DISTINCT s.part, t.child_id, t.context_id, COALESCE(near.own_id, t.context_id), NULL::int, NULL::date
    FROM shown s JOIN theirs t USING (child_id) LEFT JOIN near USING (context_id)
    WHERE (s.part = 'also' AND t.is_own) OR (s.part = 'nearby' AND near.own_id IS NOT NULL)
),
mine AS MATERIALIZED (
    SELECT l.context_id, JSONB_AGG(JSONB_BUILD_ARRAY(
        l.id, l.role, l.basis, l.reliability, l.from_on, l.to_on, l.lapses_on) ORDER BY l.role) AS links
    FROM own l GROUP BY l.context_id
),
-- Where the child lives, what the child is called, and the kin of kin: what tells that two may be related.
homes AS MATERIALIZED (
    SELECT postcode, UPPER(lines) AS lines FROM families_address
    WHERE person_id = %(child)s AND postcode <> '' AND NOT is_protected
),
last_names AS MATERIALIZED (
    SELECT UPPER(family) AS family FROM families_personname WHERE person_id = %(child)s AND family <> ''
),
relatives AS MATERIALIZED (
    SELECT q.id FROM kin JOIN families_person q USING (id)
    WHERE (q.restricted_on IS NULL OR q.id IN (SELECT id FROM granted_people)) AND NOT EXISTS (
        SELECT FROM families_familymembership m WHERE m.person_id = q.id AND (m.family_id IN (SELECT id FROM closed_families)) IS TRUE
    )
),
kin_of_kin AS MATERIALIZED (
    SELECT r.other_id AS id FROM relatives JOIN families_relationship r ON r.person_id = relatives.id
    WHERE r.kind = ANY(%(family_kinds)s)
    UNION
    SELECT r.person_id FROM relatives JOIN families_relationship r ON r.other_id = relatives.id
    WHERE r.kind = ANY(%(family_kinds)s)
    UNION
    SELECT theirs.person_id
    FROM relatives JOIN families_familymembership mine ON mine.person_id = relatives.id
    JOIN families_familymembership theirs ON theirs.family_id = mine.family_id AND theirs.person_id <> mine.person_id
    WHERE mine.basis = 'kin' AND theirs.basis = 'kin'
),
-- Agreed plans of contexts, on cases that the reader may see.
planned AS MATERIALIZED (
    SELECT p.id, k.context_id FROM plans_plan p JOIN cases_case k ON k.id = p.case_id
    WHERE p.kind = 'context' AND p.status = 'agreed'
    AND (k.restricted_on IS NULL OR k.id IN (SELECT id FROM granted_cases))
)
SELECT this.is_open, (SELECT COUNT(*) FROM ranked) AS total, (SELECT found FROM subject) AS subject, 1 AS at_page, shown.part, shown.place, shown.child_id,
    q.reference, q.display_name, q.la_child_id, q.birth_on, q.died_on, q.expected_on, q.responsible_authority,
    q.elsewhere_contact, o.id AS period_id, o.case_id, team.name AS team,
    (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(s.status, s.category) ORDER BY s.from_on)
        FROM cases_casechildstatus s
        WHERE s.period_id = o.id AND (s.to_on IS NULL OR s.to_on > %(day)s)) AS statuses,
    (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(a.role, staff.name, held.name) ORDER BY a.role DESC, staff.name)
        FROM cases_allocation a
        JOIN accounts_user staff ON staff.id = a.worker_id JOIN accounts_team held ON held.id = a.team_id
        WHERE a.case_id = o.case_id AND (a.child_id IS NULL OR a.child_id = o.child_id)
        AND (a.to_on IS NULL OR a.to_on > %(day)s)) AS workers,
    (SELECT JSONB_AGG(JSONB_BUILD_OBJECT(
            'context', JSONB_BUILD_ARRAY(c.id, c.name, c.kind, c.status, c.reference),
            'own', JSONB_BUILD_ARRAY(theirs.id, theirs.name, theirs.kind, theirs.status, theirs.reference),
            'size', sizes.size, 'days', s.days, 'since', s.since_on,
            'mine', mine.links,
            'theirs', (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(
                    l.id, l.role, l.basis, l.reliability, l.from_on, l.to_on, l.lapses_on) ORDER BY l.role)
                FROM contexts_contextlink l
                WHERE l.child_id = s.child_id AND l.context_id = s.context_id AND l.from_on <= %(day)s
                AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
                AND (l.role <> 'alleged_harm' OR (SELECT yes FROM all_alleged)
                    OR l.context_id IN (SELECT context_id FROM of_own_children))),
            'planned', s.context_id IN (SELECT context_id FROM planned),
            'reaches_mine', EXISTS (SELECT FROM planned JOIN plans_planchildlink r ON r.plan_id = planned.id
                WHERE planned.context_id = s.context_id AND r.child_id = %(child)s AND r.to_on IS NULL),
            'reaches_theirs', EXISTS (SELECT FROM planned JOIN plans_planchildlink r ON r.plan_id = planned.id
                WHERE planned.context_id = s.context_id AND r.child_id = s.child_id AND r.to_on IS NULL)
        ) ORDER BY sizes.size, c.name, c.reference)
        FROM shares s JOIN contexts_context c ON c.id = s.context_id JOIN contexts_context theirs ON theirs.id = s.own_id
        LEFT JOIN sizes ON sizes.context_id = s.context_id LEFT JOIN mine ON mine.context_id = s.own_id
        WHERE s.child_id = shown.child_id AND s.part = shown.part) AS shares,
    (SELECT JSONB_AGG(reasons.why ORDER BY reasons.why)
        FROM (
            SELECT 'address' AS why WHERE EXISTS (
                SELECT FROM families_address a JOIN homes ON homes.postcode = a.postcode AND homes.lines = UPPER(a.lines)
                WHERE a.person_id = shown.child_id AND NOT a.is_protected)
            UNION ALL
            SELECT 'name' WHERE EXISTS (
                SELECT FROM families_address a JOIN homes USING (postcode)
                WHERE a.person_id = shown.child_id AND NOT a.is_protected
            ) AND EXISTS (
                SELECT FROM families_personname n JOIN last_names ON last_names.family = UPPER(n.family)
                WHERE n.person_id = shown.child_id)
            UNION ALL
            SELECT 'relative' WHERE shown.child_id IN (SELECT id FROM kin_of_kin)
        ) reasons
        WHERE shown.part <> 'related'
        AND NOT EXISTS (
            SELECT FROM families_relationship r WHERE (r.person_id, r.other_id) = (%(child)s, shown.child_id)
            OR (r.person_id, r.other_id) = (shown.child_id, %(child)s))
        AND NOT EXISTS (
            SELECT FROM families_notrelated r WHERE (r.person_id, r.other_id) = (%(child)s, shown.child_id)
            OR (r.person_id, r.other_id) = (shown.child_id, %(child)s))) AS may_be,
    (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(f.id, f.name, f.reference) ORDER BY f.reference)
        FROM families_familymembership m JOIN families_family f ON f.id = m.family_id
        WHERE m.person_id = shown.child_id AND m.basis = 'kin'
        AND f.confirmed_on IS NULL AND f.joined_into_id IS NULL) AS unconfirmed
FROM this LEFT JOIN shown ON TRUE
LEFT JOIN families_person q ON q.id = shown.child_id
LEFT JOIN opened o ON o.child_id = shown.child_id
LEFT JOIN accounts_team team ON team.id = o.team_id
ORDER BY shown.part, shown.place
