"""What every table stands on: extensions, the functions behind references and search, and their sequences."""

from django.contrib.postgres.operations import CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

REFERENCE = """
CREATE FUNCTION casework_reference(prefix text, sequence text) RETURNS text
LANGUAGE sql VOLATILE AS $$
    SELECT prefix || '-' || CASE WHEN number < 10000 THEN lpad(number::text, 4, '0') ELSE number::text END
    FROM nextval(sequence::regclass) AS number
$$
"""

# unaccent() is only STABLE, since its dictionary may be changed; naming the dictionary makes the wrapper safe to index.
PLAIN = """
CREATE FUNCTION casework_plain(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = public, pg_catalog AS $$
    SELECT lower(trim(public.unaccent('public.unaccent'::regdictionary, value)))
$$
"""

SOUND = """
CREATE FUNCTION casework_sound(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = public, pg_catalog AS $$
    SELECT public.dmetaphone(public.casework_plain(value))
$$
"""

# Every word of a name may be pronounced in two ways: Siôn as “sean” and as “shone”. A single letter sounds like everything.
SOUNDS = """
CREATE FUNCTION casework_sounds(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = public, pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT sound) FILTER (WHERE sound <> ''), '{}')
    FROM regexp_split_to_table(public.casework_plain(value), '[[:space:]-]+') AS word,
        LATERAL (VALUES (public.dmetaphone(word)), (public.dmetaphone_alt(word))) AS said (sound)
    WHERE length(word) > 1
$$
"""

SEQUENCES = ["person_reference", "family_reference", "context_reference", "case_reference"]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL(REFERENCE, "DROP FUNCTION casework_reference(text, text)"),
        migrations.RunSQL(PLAIN, "DROP FUNCTION casework_plain(text)"),
        migrations.RunSQL(SOUND, "DROP FUNCTION casework_sound(text)"),
        migrations.RunSQL(SOUNDS, "DROP FUNCTION casework_sounds(text)"),
        *(migrations.RunSQL(f"CREATE SEQUENCE {name}", f"DROP SEQUENCE {name}") for name in SEQUENCES),
    ]
