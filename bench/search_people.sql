-- The first people by name, as a search shows them: whoever has a name like what was typed, or one in which something sounds
-- like each word of it; the likest first, and of those that are as like by name and reference. For the same reader.
--   %(reader)s  id        %(today)s  today       %(text)s  what was typed, without a date
--   word0 …  its words, where {sounding} stands        %(born)s  a date of birth in it, or null    %(most)s  how many
WITH
asked AS MATERIALIZED (SELECT casework_plain(%(text)s::text) AS plain),
closed_families AS MATERIALIZED (
    SELECT f.id FROM families_family f WHERE f.restricted_on IS NOT NULL AND f.id NOT IN (
        SELECT g.content_object_id FROM families_familygrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
),
hidden AS MATERIALIZED (
    SELECT p.id FROM families_person p WHERE p.restricted_on IS NOT NULL AND p.id NOT IN (
        SELECT g.content_object_id FROM families_persongrant g
        WHERE g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
    UNION
    SELECT m.person_id FROM families_familymembership m WHERE m.family_id IN (SELECT id FROM closed_families)
),
likest AS MATERIALIZED (
    SELECT p.id, p.display_name, p.reference, p.birth_on, MAX(WORD_SIMILARITY((SELECT plain FROM asked), n.plain)) AS best
    FROM families_personname n JOIN families_person p ON p.id = n.person_id
    WHERE (n.plain %%> casework_plain(%(text)s::text) OR {sounding})
    AND p.merged_into_id IS NULL AND p.id NOT IN (SELECT id FROM hidden)
    AND (%(born)s::date IS NULL OR p.birth_on = %(born)s)
    GROUP BY p.id
    ORDER BY best DESC, p.display_name, p.reference
    LIMIT %(most)s
)
SELECT likest.*, (
    SELECT n.given || ' ' || n.family FROM families_personname n WHERE n.person_id = likest.id
    ORDER BY WORD_SIMILARITY((SELECT plain FROM asked), n.plain) DESC LIMIT 1
) AS called
FROM likest ORDER BY best DESC, display_name, reference
