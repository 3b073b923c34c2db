-- A page of the children whom the reader may see, with their names, and how many there are; or one child.
--   %(child)s  id of the one child, or null      %(skipped)s, %(per_page)s  of a list
seen AS NOT MATERIALIZED (
    SELECT q.*
    FROM families_person q
    WHERE q.merged_into_id IS NULL AND q.disposed_on IS NULL AND q.id NOT IN (SELECT id FROM closed_people)
    AND (%(child)s::uuid IS NULL OR q.id = %(child)s::uuid)
    AND (
        q.birth_on IS NULL OR q.birth_on > %(born_by)s OR EXTRACT(YEAR FROM AGE(q.died_on, q.birth_on)) < 18
        OR EXISTS (
            SELECT FROM cases_casechild p JOIN cases_case c ON c.id = p.case_id
            WHERE p.child_id = q.id AND c.disposed_on IS NULL
            AND (c.restricted_on IS NULL OR c.id IN (SELECT id FROM granted_cases))
            AND (c.family_id IN (SELECT id FROM closed_with_joined)) IS NOT TRUE
            AND (c.context_id IN (SELECT id FROM closed_contexts)) IS NOT TRUE
        )
    )
),
page AS MATERIALIZED (
    SELECT * FROM seen ORDER BY display_name, reference, id LIMIT %(per_page)s OFFSET %(skipped)s
)
SELECT CASE WHEN %(child)s::uuid IS NULL THEN (SELECT COUNT(*) FROM seen) END AS total, q.id, q.reference, q.display_name,
    EXTRACT(YEAR FROM AGE(COALESCE(q.died_on, %(day)s), q.birth_on))::int AS age,
    q.birth_on, q.birth_is_estimate, q.expected_on, q.died_on, q.sex, q.gender, q.ethnicity, q.disabilities, q.nhs_number, q.upn,
    q.upn_unknown, q.la_child_id, q.first_language, q.needs_interpreter, q.communication_needs, q.school, q.reach,
    q.responsible_authority, q.elsewhere_contact, q.restricted_on, q.merged_into_id, q.created_at,
    (SELECT JSONB_AGG(JSONB_BUILD_OBJECT('id', n.id, 'kind', n.kind, 'given', n.given, 'family', n.family) ORDER BY n.id)
        FROM families_personname n WHERE n.person_id = q.id) AS names
FROM page q
ORDER BY q.display_name, q.reference, q.id
