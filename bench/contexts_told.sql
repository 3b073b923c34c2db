-- A page of the contexts that the reader may see, and how many there are; or one context.
--   %(context)s  id of the one context, or null      %(skipped)s, %(per_page)s  of a list
seen AS NOT MATERIALIZED (
    SELECT c.*
    FROM contexts_context c
    WHERE c.disposed_on IS NULL AND c.id NOT IN (SELECT id FROM closed_contexts)
    AND (c.merged_into_id IN (SELECT id FROM closed_contexts)) IS NOT TRUE
    AND (%(context)s::uuid IS NULL OR c.id = %(context)s::uuid)
),
page AS MATERIALIZED (
    SELECT * FROM seen ORDER BY name, reference, id LIMIT %(per_page)s OFFSET %(skipped)s
)
SELECT CASE WHEN %(context)s::uuid IS NULL THEN (SELECT COUNT(*) FROM seen) END AS total, c.id, c.reference, c.kind, c.name,
    c.status, c.restricted_on, c.merged_on, c.created_at, c.description, c.category, c.address, c.postcode, c.easting,
    c.northing, c.times, c.school_number, c.platform, c.route, c.purpose, c.intended_outcome, c.how_identified,
    c.told_young_people, c.told_parents, c.why_not_told, c.review_due, c.strengths, c.threshold_level, c.threshold_why,
    c.lawful_basis, c.reviewed_on, team.id AS owner_team, above.id AS parent, above.reference AS parent_reference,
    into_other.id AS merged_into, into_other.reference AS merged_into_reference
FROM page c
LEFT JOIN accounts_team team ON team.id = c.owner_team_id
LEFT JOIN contexts_context above ON above.id = c.parent_id AND above.id NOT IN (SELECT id FROM closed_contexts)
LEFT JOIN contexts_context into_other ON into_other.id = c.merged_into_id
ORDER BY c.name, c.reference, c.id
