-- The likeliest five to be meant by what was said of somebody: the same people in the same order, for the same reader, as
-- `likely_people` of one who was stated with first and last name.
--   %(reader)s  id             %(today)s  today
--   %(given)s, %(family)s      as stated            %(first)s  the first of the first names
--   %(forms)s   other forms of it in lower case, and itself last      %(postcode)s  '' where none was stated
--   %(born)s    the date of birth stated, or null   %(turned)s  with day and month the other way round, or null
--   %(near)s    days with one digit different
WITH
asked AS MATERIALIZED (
    SELECT casework_plain(%(given)s::text || ' ' || %(family)s::text) AS plain,
        casework_plain(%(family)s::text || ' ' || %(given)s::text) AS turned,
        casework_plain(%(family)s::text) AS last, casework_plain(%(first)s::text) AS first,
        casework_sound(%(first)s::text) AS first_sound, casework_sound(%(family)s::text) AS last_sound
),
closed_families AS MATERIALIZED (
    SELECT f.id FROM families_family f WHERE f.restricted_on IS NOT NULL AND f.id NOT IN (
        SELECT g.content_object_id FROM families_familygrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
),
granted_people AS MATERIALIZED (
    SELECT g.content_object_id AS id FROM families_persongrant g
    WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
),
homes AS MATERIALIZED (
    SELECT person_id AS id FROM families_address
    WHERE postcode = %(postcode)s AND %(postcode)s::text <> '' AND NOT is_protected
),
found AS MATERIALIZED (
    SELECT person_id AS id FROM families_personname WHERE plain %%> (SELECT plain FROM asked)
    UNION
    SELECT person_id FROM families_personname
    WHERE sound_family = (SELECT last_sound FROM asked) AND sound_family <> ''
    AND (sound_given = (SELECT first_sound FROM asked) AND sound_given <> '' OR SPLIT_PART(plain, ' ', 1) = ANY(%(forms)s)
        OR LEVENSHTEIN_LESS_EQUAL(SPLIT_PART(plain, ' ', 1), (SELECT first FROM asked), 2) <= 2)
    UNION
    SELECT person_id FROM families_personname
    WHERE sound_family = (SELECT first_sound FROM asked) AND sound_given = (SELECT last_sound FROM asked)
    AND sound_family <> '' AND sound_given <> ''
    UNION
    SELECT person_id FROM families_personname
    WHERE sound_family = '' AND sound_given = (SELECT first_sound FROM asked) AND sound_given <> ''
    UNION
    SELECT id FROM families_person WHERE birth_on IN (%(born)s::date, %(turned)s::date)
    UNION
    SELECT id FROM families_person WHERE expected_on BETWEEN %(born)s::date - 45 AND %(born)s::date + 45
    UNION
    SELECT id FROM homes
),
weighed AS (
    SELECT q.id, q.display_name, q.reference, q.birth_on, n.id AS name_id, n.kind, n.given, n.family, likeness.*, fact.*,
        0.6 * GREATEST(same, turned, form, alike, sound)
        + (ARRAY[0.0, 0.15, 0.3, 0.38, 0.42, 0.5])[born + 1] + 0.2 * is_home::int AS score
    FROM found
    CROSS JOIN LATERAL (
        SELECT id, display_name, reference, birth_on, expected_on FROM families_person
        WHERE id = found.id AND (restricted_on IS NULL OR id IN (SELECT id FROM granted_people))
        AND NOT EXISTS (
            SELECT FROM families_familymembership m
            WHERE m.person_id = found.id AND (m.family_id IN (SELECT id FROM closed_families)) IS TRUE
        )
        OFFSET 0
    ) q
    LEFT JOIN families_personname n ON n.person_id = q.id
    CROSS JOIN LATERAL (
        SELECT COALESCE((n.plain = a.plain)::int, 0) AS same,
            COALESCE(0.97 * (n.plain = a.turned)::int, 0) AS turned,
            COALESCE(CASE WHEN SPLIT_PART(n.plain, ' ', 1) = ANY(%(forms)s) THEN 0.9 * GREATEST(
                WORD_SIMILARITY(a.last, CASE WHEN n.family = '' THEN casework_plain(q.display_name) ELSE n.plain END),
                0.8 * (n.sound_family = a.last_sound AND n.sound_family <> '')::int,
                0.35
            )::numeric ELSE 0 END, 0) AS form,
            COALESCE(GREATEST(
                0,
                0.95 * (SIMILARITY(n.plain, a.plain) + WORD_SIMILARITY(a.plain, n.plain))::numeric / 2,
                0.95 * (1 - 2.0 * (LEVENSHTEIN(SPLIT_PART(n.plain, ' ', 1), a.first)
                    + LEVENSHTEIN(SPLIT_PART(n.plain, ' ', -1), a.last)) / LENGTH(%(first)s::text || %(family)s::text))
            ), 0) AS alike,
            COALESCE(CASE
                WHEN n.sound_given = '' OR n.sound_family = '' THEN 0
                WHEN n.sound_given = a.first_sound AND n.sound_family = a.last_sound THEN 0.75
                WHEN n.sound_given = a.last_sound AND n.sound_family = a.first_sound THEN 0.7
            END, 0) AS sound
        FROM asked a OFFSET 0
    ) likeness
    CROSS JOIN LATERAL (
        SELECT q.id IN (SELECT id FROM homes) AS is_home,
            CASE
                WHEN %(born)s::date IS NULL THEN 1
                WHEN q.birth_on = %(born)s THEN 5
                WHEN q.birth_on = %(turned)s THEN 4
                WHEN q.birth_on = ANY(%(near)s::date[]) THEN 3
                WHEN ABS(q.expected_on - %(born)s::date) <= 45 THEN 2
                WHEN q.birth_on IS NULL THEN 1
                ELSE 0
            END AS born
        OFFSET 0
    ) fact
    WHERE GREATEST(same, turned, form, alike, sound) >= 0.5
    OR ((born >= 2 OR is_home) AND GREATEST(same, turned, form, alike, sound) >= 0.3) OR (born = 5 AND is_home)
),
-- A name each, the likeliest first; then the people they are of.
likeliest AS MATERIALIZED (
    SELECT * FROM weighed ORDER BY score DESC, display_name, reference, kind, name_id LIMIT 30
)
SELECT best.*, q.*, EXISTS (
        SELECT FROM cases_casechild p
        JOIN cases_case c ON c.id = p.case_id
        WHERE p.child_id = q.id AND p.to_on IS NULL
        AND (c.restricted_on IS NULL OR c.id IN (
            SELECT g.content_object_id FROM cases_casegrant g
            WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s))
        AND (c.family_id IS NULL OR NOT EXISTS (
            SELECT FROM families_family f JOIN closed_families x ON x.id IN (f.id, f.joined_into_id) WHERE f.id = c.family_id))
        AND (c.context_id IS NULL OR NOT EXISTS (
            SELECT FROM contexts_context x WHERE x.id = c.context_id AND x.restricted_on IS NOT NULL
            AND x.id NOT IN (
                SELECT g.content_object_id FROM contexts_contextgrant g
                WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s)))
    ) AS is_open
FROM (
    SELECT id AS person_id, JSONB_AGG(JSONB_BUILD_ARRAY(kind, given, family, same, turned, form, alike, sound, born, is_home)) AS why,
        MAX(score) AS score, MIN(display_name) AS name, MIN(reference) AS code
    FROM likeliest GROUP BY id ORDER BY score DESC, name, code LIMIT 5
) best JOIN families_person q ON q.id = best.person_id
ORDER BY best.score DESC, best.name, best.code
