"""What staff typed as a reason can be lawfully erased from the audit, and to whom something was given from the register of
what left: by a disposal alone, with all else as it was, so that the chain of seals still verifies."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("cs_casework.audit.migrations.0003_append_only")

# As with values in the log of changes: the digest stays, and what an event is sealed by is made of it.
COLUMN = "ALTER TABLE audit_auditevent ADD COLUMN reason_digest bytea"
DIGEST = """
CREATE FUNCTION casework_digest_reason() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.reason_digest := sha256(convert_to(NEW.reason, 'UTF8'));
    RETURN NEW;
END
$$
"""
DIGEST_TRIGGER = """
CREATE TRIGGER digested BEFORE INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION casework_digest_reason()
"""

# An event from before this has no digest of its reason, and is sealed by the reason itself.
EVENT_DIGEST = """
CREATE OR REPLACE FUNCTION casework_event_digest(event audit_auditevent) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        event.id, (extract(epoch FROM event.at) * 1000000)::bigint, event.actor_id, event.actor_name, event.action,
        event.record_type, event.record_id, event.record_reference,
        CASE WHEN event.reason_digest IS NULL THEN to_jsonb(event.reason)
            ELSE jsonb_build_object('sha256', encode(event.reason_digest, 'hex')) END,
        event.shown, event.path, event.address, event.xact
    )::text, 'UTF8'))
$$
"""
EVENT_DIGEST_BEFORE = """
CREATE OR REPLACE FUNCTION casework_event_digest(event audit_auditevent) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        event.id, (extract(epoch FROM event.at) * 1000000)::bigint, event.actor_id, event.actor_name, event.action,
        event.record_type, event.record_id, event.record_reference, event.reason, event.shown, event.path, event.address,
        event.xact
    )::text, 'UTF8'))
$$
"""

# As before, but that a disposal may update a table of which this is told: what of it, the next function says.
APPEND_ONLY = """
CREATE OR REPLACE FUNCTION casework_append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_NARGS > 0
        AND current_setting('casework.disposing', true) IS NOT DISTINCT FROM pg_current_xact_id()::text
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$
"""

# Refuses every update but one that a disposal makes in this very transaction, and of that all but that one column becomes
# what it says there: of the whole table and of its parts, whoever asks.
ONLY_WORDS = """
CREATE FUNCTION casework_only_erases_words() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_setting('casework.disposing', true) IS NOT DISTINCT FROM pg_current_xact_id()::text
        AND to_jsonb(NEW) = to_jsonb(OLD) || jsonb_build_object(TG_ARGV[0], TG_ARGV[1])
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$
"""
# Its parts, where there are any yet, have the guard of before, each its own.
GUARDED = """
DROP TRIGGER append_only ON {table};
DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = '{table}'::regclass LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS append_only ON %s', part);
    END LOOP;
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION casework_append_only('words are erased');
SELECT casework_guard_parts();
CREATE TRIGGER only_erases BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION casework_only_erases_words('{column}', '{becomes}')
"""
GUARDED_BEFORE = """
DROP TRIGGER append_only ON {table};
DROP TRIGGER only_erases ON {table};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION casework_append_only()
"""
EVENTS = {"table": "audit_auditevent", "column": "reason", "becomes": ""}
# To whom may not be empty.
DISCLOSURES = {"table": "audit_disclosure", "column": "recipient", "becomes": "–"}


class Migration(migrations.Migration):
    dependencies = [("audit", "0007_seal_some")]
    operations = [
        migrations.RunSQL(COLUMN, "ALTER TABLE audit_auditevent DROP reason_digest"),
        migrations.RunSQL(DIGEST, "DROP FUNCTION casework_digest_reason()"),
        migrations.RunSQL(DIGEST_TRIGGER, "DROP TRIGGER digested ON audit_auditevent"),
        migrations.RunSQL(EVENT_DIGEST, EVENT_DIGEST_BEFORE),
        migrations.RunSQL(APPEND_ONLY, BEFORE.FUNCTION.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")),
        migrations.RunSQL(ONLY_WORDS, "DROP FUNCTION casework_only_erases_words()"),
        *(migrations.RunSQL(GUARDED.format(**told), GUARDED_BEFORE.format(**told)) for told in (EVENTS, DISCLOSURES)),
    ]
