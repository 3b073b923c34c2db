-- The newest notes in which the words stand, as a search shows them: those of which the reader may see every subject, and the
-- parts for one record alone whose record and case they may see, where the note itself is not among them. Whatever is hidden
-- from the reader is left out of the newest hundred.
--   %(reader)s  id        %(today)s  today       %(text)s  what was typed        %(most)s  how many
--   {fence}     of a phrase, that whatever holds its words is found before it is put in order
WITH
holding AS MATERIALIZED (
    SELECT * FROM (
        SELECT id, occurred_at FROM cases_casenote WHERE words @@ websearch_to_tsquery('english', %(text)s) {fence}
    ) n
    ORDER BY occurred_at DESC, id DESC LIMIT 100
),
of_one AS MATERIALIZED (
    SELECT * FROM (
        SELECT s.id, s.note_id, n.occurred_at FROM cases_notesubject s JOIN cases_casenote n ON n.id = s.note_id
        WHERE s.words @@ websearch_to_tsquery('english', %(text)s) AND s.own_part <> '' {fence}
    ) s
    ORDER BY occurred_at DESC, note_id DESC, id DESC LIMIT 100
),
subjects AS MATERIALIZED (
    SELECT s.id, s.note_id, s.child_id, s.family_id, s.context_id, s.case_id FROM cases_notesubject s
    WHERE s.note_id IN (SELECT id FROM holding UNION SELECT note_id FROM of_one)
),
-- What each of these hangs on: a record merged or joined into another hides with that one.
people AS (
    SELECT q.id AS hung, p.id, p.restricted_on FROM (SELECT DISTINCT child_id AS id FROM subjects) x
    JOIN families_person q ON q.id = x.id JOIN families_person p ON p.id IN (q.id, q.merged_into_id)
),
hidden AS MATERIALIZED (
    SELECT hung AS id FROM people p WHERE p.restricted_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM families_persongrant g
        WHERE g.content_object_id = p.id AND g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
    UNION ALL
    SELECT p.hung FROM people p JOIN families_familymembership m ON m.person_id = p.id
    JOIN families_family f ON f.id = m.family_id WHERE f.restricted_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM families_familygrant g
        WHERE g.content_object_id = f.id AND g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
    UNION ALL
    SELECT q.id FROM (SELECT DISTINCT family_id AS id FROM subjects) x JOIN families_family q ON q.id = x.id
    JOIN families_family f ON f.id IN (q.id, q.joined_into_id) WHERE f.restricted_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM families_familygrant g
        WHERE g.content_object_id = f.id AND g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
    UNION ALL
    SELECT q.id FROM (SELECT DISTINCT context_id AS id FROM subjects) x JOIN contexts_context q ON q.id = x.id
    JOIN contexts_context c ON c.id IN (q.id, q.merged_into_id) WHERE c.restricted_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM contexts_contextgrant g
        WHERE g.content_object_id = c.id AND g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
    UNION ALL
    SELECT c.id FROM (SELECT DISTINCT case_id AS id FROM subjects) x
    JOIN cases_case c ON c.id = x.id WHERE c.restricted_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM cases_casegrant g
        WHERE g.content_object_id = c.id AND g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
),
closed AS MATERIALIZED (
    SELECT id, note_id FROM subjects s
    WHERE EXISTS (SELECT FROM hidden h WHERE h.id IN (s.child_id, s.family_id, s.context_id, s.case_id))
),
whole AS MATERIALIZED (
    SELECT id, occurred_at FROM holding WHERE id NOT IN (SELECT note_id FROM closed)
    ORDER BY occurred_at DESC, id DESC LIMIT %(most)s
),
parts AS MATERIALIZED (
    SELECT id, note_id, occurred_at FROM of_one WHERE id NOT IN (SELECT id FROM closed)
    ORDER BY occurred_at DESC, note_id DESC, id DESC LIMIT %(most)s
),
found AS MATERIALIZED (
    SELECT * FROM (
        SELECT id AS note_id, NULL AS part_id, occurred_at FROM whole
        UNION ALL SELECT note_id, id, occurred_at FROM parts WHERE note_id NOT IN (SELECT id FROM whole)
    ) both_kinds
    ORDER BY occurred_at DESC, part_id IS NOT NULL, note_id DESC, part_id DESC LIMIT %(most)s
)
SELECT found.note_id, COALESCE(s.child_id, s.family_id, s.context_id), n.title, n.kind, ts_headline(
    'english', COALESCE(s.own_part, n.title || ' ' || n.happened || ' ' || n.said || ' ' || n.analysis),
    websearch_to_tsquery('english', %(text)s), 'MaxWords=30, MinWords=15, MaxFragments=2'
)
FROM found JOIN cases_casenote n ON n.id = found.note_id LEFT JOIN cases_notesubject s ON s.id = found.part_id
ORDER BY found.occurred_at DESC, found.part_id IS NOT NULL, found.note_id DESC, found.part_id DESC
