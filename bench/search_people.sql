-- The first people by name, as a search shows them: whoever has a name like what was typed, or one in which something sounds
-- like each word of it; by the likest of their names, and of those that are as like in the order of the alphabet. Whoever is
-- hidden from the reader is left out of the first hundred names.
--   %(reader)s  id        %(today)s  today       %(text)s  what was typed, without a date        %(most)s  how many
--   {sounding}, {born}    that it sounds like each word, and that they were born on the day that was typed
WITH
named AS MATERIALIZED (
    SELECT n.person_id, n.given, n.family, n.plain, WORD_SIMILARITY(casework_plain(%(text)s::text), n.plain) AS likeness
    FROM families_personname n
    WHERE (n.plain %%> casework_plain(%(text)s::text) OR {sounding}) AND {born}
    ORDER BY likeness DESC, n.plain, n.person_id
    LIMIT 100
),
people AS MATERIALIZED (
    SELECT DISTINCT ON (person_id) * FROM named ORDER BY person_id, likeness DESC, plain
)
SELECT p.id, p.display_name, p.reference, p.birth_on, people.given, people.family, people.likeness
FROM people JOIN families_person p ON p.id = people.person_id
WHERE p.merged_into_id IS NULL
AND (p.restricted_on IS NULL OR EXISTS (
    SELECT FROM families_persongrant g
    WHERE g.content_object_id = p.id AND g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
))
AND NOT EXISTS (
    SELECT FROM families_familymembership m JOIN families_family f ON f.id = m.family_id
    WHERE m.person_id = p.id AND f.restricted_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM families_familygrant g
        WHERE g.content_object_id = f.id AND g.user_id = %(reader)s AND g.from_on <= %(today)s AND g.ends_on > %(today)s
    )
)
ORDER BY people.likeness DESC, people.plain, p.id
LIMIT %(most)s
