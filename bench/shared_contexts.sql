-- Whom a child shares a context with, ranked and explained (design.md §8): the same rows, for the same reader, as the page.
-- Written by hand for PostgreSQL, every step driven from the one child, with nothing in it that the rows do not need.
--   %(child)s, %(reader)s  ids        %(day)s  today        %(alleged)s  whether the reader's role sees allegations
WITH
-- Who the reader is on duty for, covers for, and whose allegations they may see.
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
    AND (a.child_id IS NULL OR a.child_id = p.child_id)
    AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
),
-- What is kept from the reader: few rows, found once.
closed_families AS MATERIALIZED (
    SELECT f.id FROM families_family f WHERE f.restricted_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM families_familygrant g
        WHERE g.content_object_id = f.id AND g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s
    )
),
closed_with_joined AS MATERIALIZED (
    SELECT id FROM closed_families
    UNION ALL SELECT f.id FROM closed_families JOIN families_family f ON f.joined_into_id = closed_families.id
),
hidden AS MATERIALIZED (
    SELECT p.id FROM families_person p WHERE p.restricted_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM families_persongrant g
        WHERE g.content_object_id = p.id AND g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s
    )
    UNION ALL
    SELECT m.person_id FROM closed_families JOIN families_familymembership m ON m.family_id = closed_families.id
),
kin AS MATERIALIZED (
    SELECT other_id AS id FROM families_relationship WHERE person_id = %(child)s AND kind = ANY(%(family_kinds)s)
    UNION ALL
    SELECT person_id FROM families_relationship WHERE other_id = %(child)s AND kind = ANY(%(family_kinds)s)
    UNION ALL
    SELECT theirs.person_id
    FROM families_familymembership mine JOIN families_familymembership theirs ON theirs.family_id = mine.family_id
    WHERE mine.person_id = %(child)s AND mine.basis = 'kin' AND theirs.basis = 'kin'
),
-- The child's own links that count, in contexts the reader may see.
own AS MATERIALIZED (
    SELECT l.context_id, l.role, l.from_on, LEAST(l.to_on, l.lapses_on, %(day)s + 1) AS until_on
    FROM contexts_contextlink l JOIN contexts_context c ON c.id = l.context_id
    WHERE l.child_id = %(child)s AND l.role = ANY(%(counting)s)
    AND l.from_on <= %(day)s
    AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
    AND (c.restricted_on IS NULL OR EXISTS (
        SELECT FROM contexts_contextgrant g
        WHERE g.content_object_id = c.id AND g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s
    ))
    AND (l.role <> 'alleged_harm' OR (SELECT yes FROM all_alleged) OR l.context_id IN (SELECT context_id FROM of_own_children))
),
-- Everybody else's in the same contexts: from the index alone.
theirs AS MATERIALIZED (
    SELECT l.child_id, l.context_id, l.role, l.from_on, LEAST(l.to_on, l.lapses_on, %(day)s + 1) AS until_on
    FROM (SELECT DISTINCT context_id FROM own) held JOIN contexts_contextlink l USING (context_id)
    WHERE l.role = ANY(%(counting)s) AND l.child_id <> %(child)s
    AND l.from_on <= %(day)s
    AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
    AND (l.role <> 'alleged_harm' OR (SELECT yes FROM all_alleged) OR l.context_id IN (SELECT context_id FROM of_own_children))
),
-- Of them, the children open to the service in a case the reader may see.
opened AS MATERIALIZED (
    SELECT p.id, p.child_id, p.case_id, held.team_id, q.display_name, q.reference
    FROM (SELECT DISTINCT child_id FROM theirs UNION ALL SELECT %(child)s::uuid) about
    JOIN cases_casechild p ON p.child_id = about.child_id AND p.to_on IS NULL
    JOIN cases_case held ON held.id = p.case_id
    JOIN families_person q ON q.id = p.child_id
    WHERE (held.restricted_on IS NULL OR EXISTS (
        SELECT FROM cases_casegrant g
        WHERE g.content_object_id = held.id AND g.user_id = %(reader)s AND g.from_on <= %(day)s AND g.ends_on > %(day)s
    ))
    AND p.child_id NOT IN (SELECT id FROM hidden)
    AND held.family_id NOT IN (SELECT id FROM closed_with_joined)
    AND (
        q.birth_on IS NULL
        OR q.birth_on > (%(day)s - INTERVAL '18 years')
        OR q.died_on < q.birth_on + INTERVAL '18 years'
        OR EXISTS (
            SELECT FROM cases_casechildstatus s
            WHERE s.period_id = p.id AND s.status = 'care_leaver' AND (s.to_on IS NULL OR s.to_on > %(day)s)
        )
    )
),
there AS MATERIALIZED (SELECT t.* FROM theirs t WHERE t.child_id IN (SELECT child_id FROM opened)),
sizes AS MATERIALIZED (SELECT context_id, COUNT(DISTINCT child_id) + 1 AS size FROM there GROUP BY context_id),
pairs AS MATERIALIZED (
    SELECT t.child_id, t.context_id,
        MAX(LEAST(t.until_on, o.until_on) - GREATEST(t.from_on, o.from_on)) AS days,
        MIN(GREATEST(t.from_on, o.from_on)) AS since_on
    FROM there t JOIN own o USING (context_id)
    WHERE LEAST(t.until_on, o.until_on) > GREATEST(t.from_on, o.from_on)
    GROUP BY t.child_id, t.context_id
),
ranked AS (
    SELECT p.child_id, COUNT(*) AS shared, MIN(s.size) AS smallest, MAX(p.days) AS days, COUNT(*) OVER () AS total
    FROM pairs p JOIN sizes s USING (context_id)
    WHERE p.child_id NOT IN (SELECT id FROM kin) AND EXISTS (SELECT FROM opened WHERE child_id = %(child)s)
    GROUP BY p.child_id
),
shown AS MATERIALIZED (
    SELECT r.*, o.id AS period_id, o.case_id, o.team_id, o.display_name, o.reference
    FROM ranked r JOIN opened o USING (child_id)
    ORDER BY r.shared DESC, r.smallest, r.days DESC, o.display_name, o.reference
    LIMIT %(per_page)s OFFSET %(skip)s
)
SELECT s.total, s.child_id, s.display_name, s.reference, s.shared, s.smallest, s.days, team.name AS team,
    (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(now.status, now.category) ORDER BY now.from_on)
        FROM cases_casechildstatus now
        WHERE now.period_id = s.period_id AND (now.to_on IS NULL OR now.to_on > %(day)s)) AS statuses,
    (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(a.role, staff.name, held.name) ORDER BY a.role DESC, staff.name)
        FROM cases_allocation a
        JOIN accounts_user staff ON staff.id = a.worker_id JOIN accounts_team held ON held.id = a.team_id
        WHERE a.case_id = s.case_id AND (a.child_id IS NULL OR a.child_id = s.child_id)
        AND (a.to_on IS NULL OR a.to_on > %(day)s)) AS workers,
    (SELECT JSONB_AGG(JSONB_BUILD_OBJECT(
            'context', JSONB_BUILD_ARRAY(c.id, c.name, c.kind, c.status, c.reference),
            'size', sizes.size, 'days', p.days, 'since', p.since_on,
            'mine', (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(
                    l.id, l.role, l.basis, l.reliability, l.from_on, l.to_on, l.lapses_on) ORDER BY l.role)
                FROM contexts_contextlink l
                WHERE l.child_id = %(child)s AND l.context_id = p.context_id AND l.from_on <= %(day)s
                AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
                AND (l.role <> 'alleged_harm' OR (SELECT yes FROM all_alleged)
                    OR l.context_id IN (SELECT context_id FROM of_own_children))),
            'theirs', (SELECT JSONB_AGG(JSONB_BUILD_ARRAY(
                    l.id, l.role, l.basis, l.reliability, l.from_on, l.to_on, l.lapses_on) ORDER BY l.role)
                FROM contexts_contextlink l
                WHERE l.child_id = s.child_id AND l.context_id = p.context_id AND l.from_on <= %(day)s
                AND (l.to_on IS NULL OR l.to_on > %(day)s) AND (l.lapses_on IS NULL OR l.lapses_on > %(day)s)
                AND (l.role <> 'alleged_harm' OR (SELECT yes FROM all_alleged)
                    OR l.context_id IN (SELECT context_id FROM of_own_children)))
            ) ORDER BY sizes.size, c.name, c.reference)
        FROM pairs p JOIN contexts_context c ON c.id = p.context_id JOIN sizes ON sizes.context_id = p.context_id
        WHERE p.child_id = s.child_id) AS shares
FROM shown s LEFT JOIN accounts_team team ON team.id = s.team_id
ORDER BY s.shared DESC, s.smallest, s.days DESC, s.display_name, s.reference
