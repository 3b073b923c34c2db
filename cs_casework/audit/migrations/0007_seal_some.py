"""So many changes are sealed at once as whoever asks says: a few at a time beside people at work."""

from importlib import import_module

from django.db import migrations

# As before, but for the limit.
SEAL_SOME = """
CREATE FUNCTION casework_seal_some(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last record; since uuid; found bigint := 0; change public.audit_change; link bytea; number bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('casework.seal'));
    SELECT * INTO last FROM public.audit_seal ORDER BY audit_seal.number DESC LIMIT 1;
    link := coalesce(last.hash, ''::bytea);
    number := coalesce(last.number, 0);
    -- What began longer before the last sealed change is not looked for again: it is told of as unsealed.
    since := CASE WHEN last.change_id IS NULL THEN '00000000-0000-0000-0000-000000000000'
        ELSE casework_first_key(uuid_extract_timestamp(last.change_id) - interval '3 days') END;
    FOR change IN
        SELECT waiting.* FROM public.audit_change waiting
        WHERE waiting.id >= since AND NOT EXISTS (
            SELECT FROM public.audit_seal sealed WHERE sealed.change_id = waiting.id AND sealed.change_id >= since
        )
        ORDER BY waiting.id
        LIMIT most
    LOOP
        link := casework_link(link, change);
        number := number + 1;
        INSERT INTO public.audit_seal (change_id, number, hash) VALUES (change.id, number, link);
        found := found + 1;
    END LOOP;
    RETURN found;
END
$$
"""
SEAL = """
CREATE OR REPLACE FUNCTION casework_seal() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT public.casework_seal_some(50000)
$$
"""
SEAL_BEFORE = import_module("cs_casework.audit.migrations.0004_changes").SEAL.replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_disclosures_by_month")]
    operations = [
        migrations.RunSQL(SEAL_SOME, "DROP FUNCTION casework_seal_some(integer)"),
        migrations.RunSQL(SEAL, SEAL_BEFORE),
    ]
