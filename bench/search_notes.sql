-- The newest notes in which the words stand, as a search shows them: those of which the reader may see every subject, and the
-- parts for one record alone whose record and case they may see, where the note itself is not among them.
--   %(reader)s  id        %(today)s  today       %(text)s  what was typed      %(most)s  how many
WITH
closed_families AS MATERIALIZED (
    SELECT f.id FROM families_family f WHERE f.restricted_on IS NOT NULL AND f.id NOT IN (
        SELECT g.content_object_id FROM families_familygrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
),
hidden_families AS MATERIALIZED (
    SELECT id FROM closed_families
    UNION SELECT id FROM families_family WHERE joined_into_id IN (SELECT id FROM closed_families)
),
closed_people AS MATERIALIZED (
    SELECT p.id FROM families_person p WHERE p.restricted_on IS NOT NULL AND p.id NOT IN (
        SELECT g.content_object_id FROM families_persongrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
    UNION
    SELECT m.person_id FROM families_familymembership m WHERE m.family_id IN (SELECT id FROM closed_families)
),
hidden_people AS MATERIALIZED (
    SELECT id FROM closed_people
    UNION SELECT id FROM families_person WHERE merged_into_id IN (SELECT id FROM closed_people)
),
closed_contexts AS MATERIALIZED (
    SELECT x.id FROM contexts_context x WHERE x.restricted_on IS NOT NULL AND x.id NOT IN (
        SELECT g.content_object_id FROM contexts_contextgrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
),
hidden_contexts AS MATERIALIZED (
    SELECT id FROM closed_contexts
    UNION SELECT id FROM contexts_context WHERE merged_into_id IN (SELECT id FROM closed_contexts)
),
closed_cases AS MATERIALIZED (
    SELECT c.id FROM cases_case c WHERE c.restricted_on IS NOT NULL AND c.id NOT IN (
        SELECT g.content_object_id FROM cases_casegrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
),
whole AS MATERIALIZED (
    SELECT n.id, n.occurred_at FROM cases_casenote n
    WHERE n.words @@ websearch_to_tsquery('english', %(text)s)
    AND NOT EXISTS (
        SELECT FROM cases_notesubject s WHERE s.note_id = n.id AND (
            s.child_id IN (SELECT id FROM hidden_people) OR s.family_id IN (SELECT id FROM hidden_families)
            OR s.context_id IN (SELECT id FROM hidden_contexts) OR s.case_id IN (SELECT id FROM closed_cases)
        )
    )
    ORDER BY n.occurred_at DESC, n.id DESC LIMIT %(most)s
),
parts AS MATERIALIZED (
    SELECT s.id, s.note_id, n.occurred_at FROM cases_notesubject s JOIN cases_casenote n ON n.id = s.note_id
    WHERE s.words @@ websearch_to_tsquery('english', %(text)s) AND s.own_part <> ''
    AND (s.child_id IN (SELECT id FROM hidden_people)) IS NOT TRUE
    AND (s.family_id IN (SELECT id FROM hidden_families)) IS NOT TRUE
    AND (s.context_id IN (SELECT id FROM hidden_contexts)) IS NOT TRUE
    AND (s.case_id IN (SELECT id FROM closed_cases)) IS NOT TRUE
    ORDER BY n.occurred_at DESC, s.id DESC LIMIT %(most)s
),
found AS MATERIALIZED (
    SELECT id AS note_id, NULL AS part_id, occurred_at FROM whole
    UNION ALL SELECT note_id, id, occurred_at FROM parts WHERE note_id NOT IN (SELECT id FROM whole)
    ORDER BY occurred_at DESC LIMIT %(most)s
)
SELECT found.note_id, COALESCE(s.child_id, s.family_id, s.context_id), n.title, n.kind, ts_headline(
    'english', COALESCE(s.own_part, n.title || ' ' || n.happened || ' ' || n.said || ' ' || n.analysis),
    websearch_to_tsquery('english', %(text)s), 'MaxWords=30, MinWords=15, MaxFragments=2'
)
FROM found JOIN cases_casenote n ON n.id = found.note_id LEFT JOIN cases_notesubject s ON s.id = found.part_id
ORDER BY found.occurred_at DESC
