"""The log of changes: what stood in every case table before and after, written by the database itself, and the chain of
seals that tells when somebody changed the log."""

from django.db import migrations

# `before` and `after` hold, of a row that was added, taken away or changed, its values, or those that changed. Their
# digests stay when the values are lawfully erased. `xact` says which changes, and which events of the audit, were one.
TABLES = """
CREATE TABLE audit_change (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    by_role name NOT NULL DEFAULT session_user,
    table_name text NOT NULL,
    what text NOT NULL CHECK (what IN ('INSERT', 'UPDATE', 'DELETE')),
    row_key text NOT NULL,
    before jsonb,
    after jsonb,
    before_digest bytea,
    after_digest bytea
) PARTITION BY RANGE (id);
CREATE TABLE audit_change_default PARTITION OF audit_change DEFAULT;
CREATE INDEX audit_change_of_row ON audit_change (row_key, id);
CREATE TABLE audit_seal (
    change_id uuid PRIMARY KEY,
    number bigint NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    hash bytea NOT NULL
) PARTITION BY RANGE (change_id);
CREATE TABLE audit_seal_default PARTITION OF audit_seal DEFAULT;
CREATE INDEX audit_seal_in_order ON audit_seal (number);
"""

# Erasing values is the one change that the log takes: digests and all else stay as they are.
ERASES = """
CREATE FUNCTION casework_only_erases() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    erased public.audit_change := OLD;
BEGIN
    erased.before := NULL;
    erased.after := NULL;
    IF NEW IS DISTINCT FROM erased THEN
        RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$
"""
GUARDS = """
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON audit_change
FOR EACH STATEMENT EXECUTE FUNCTION casework_append_only();
CREATE TRIGGER only_erases BEFORE UPDATE ON audit_change
FOR EACH ROW EXECUTE FUNCTION casework_only_erases();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
FOR EACH STATEMENT EXECUTE FUNCTION casework_append_only();
"""

# On every case table (`migrate` puts it there). Its arguments are the column of the key, and columns that are left out:
# what is worked out from others, and passwords. The application may not write into the log, so it runs as the owner.
CHANGED = """
CREATE FUNCTION casework_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was jsonb; became jsonb; key text;
BEGIN
    IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD) - TG_ARGV[1:]; END IF;
    IF TG_OP <> 'DELETE' THEN became := to_jsonb(NEW) - TG_ARGV[1:]; END IF;
    key := coalesce(was, became) ->> TG_ARGV[0];
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(column_name, was -> column_name), jsonb_object_agg(column_name, value)
        INTO was, became
        FROM jsonb_each(became) AS column_of (column_name, value)
        WHERE value IS DISTINCT FROM was -> column_name;
        IF became IS NULL THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO public.audit_change (table_name, what, row_key, before, after, before_digest, after_digest)
    VALUES (TG_TABLE_NAME, TG_OP, key, was, became,
            sha256(convert_to(was::text, 'UTF8')), sha256(convert_to(became::text, 'UTF8')));
    RETURN NULL;
END
$$
"""

# The audit holds no value of a record and is never erased: its digest is enough to tell that it was changed.
EVENT_DIGEST = """
CREATE FUNCTION casework_event_digest(event audit_auditevent) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        event.id, (extract(epoch FROM event.at) * 1000000)::bigint, event.actor_id, event.actor_name, event.action,
        event.record_type, event.record_id, event.record_reference, event.reason, event.shown, event.path, event.address,
        event.xact
    )::text, 'UTF8'))
$$
"""
EVENT_ADDED = """
CREATE FUNCTION casework_event_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO public.audit_change (table_name, what, row_key, after_digest)
    VALUES ('audit_auditevent', 'INSERT', NEW.id, casework_event_digest(NEW));
    RETURN NULL;
END
$$
"""
EVENT_TRIGGER = """
CREATE TRIGGER changed AFTER INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION casework_event_added()
"""

LINK = """
CREATE FUNCTION casework_link(before bytea, change audit_change) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT sha256(before || convert_to(jsonb_build_array(
        change.id, (extract(epoch FROM change.at) * 1000000)::bigint, change.xact::text, change.by_role, change.table_name,
        change.what, change.row_key, encode(change.before_digest, 'hex'), encode(change.after_digest, 'hex')
    )::text, 'UTF8'))
$$
"""

# Whatever is committed and has no seal yet: what a transaction still writes has none either when it commits, so it is
# sealed then, and nothing is skipped. The chain tells in which order changes were sealed, the log when they were made.
SEAL = """
CREATE FUNCTION casework_seal() RETURNS bigint
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
        LIMIT 50000
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

# What the application's worker may ask for, and what it is told: how many were sealed, and the newest seal.
NEWEST = """
CREATE FUNCTION casework_newest_seal(OUT number bigint, OUT hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT audit_seal.number, encode(audit_seal.hash, 'hex') FROM public.audit_seal
    ORDER BY audit_seal.number DESC LIMIT 1
$$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_append_only")]
    operations = [
        migrations.RunSQL(TABLES, "DROP TABLE audit_seal, audit_change"),
        migrations.RunSQL(ERASES, "DROP FUNCTION casework_only_erases()"),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.RunSQL(CHANGED, "DROP FUNCTION casework_changed()"),
        migrations.RunSQL(EVENT_DIGEST, "DROP FUNCTION casework_event_digest(audit_auditevent)"),
        migrations.RunSQL(EVENT_ADDED, "DROP FUNCTION casework_event_added()"),
        migrations.RunSQL(EVENT_TRIGGER, "DROP TRIGGER changed ON audit_auditevent"),
        migrations.RunSQL(LINK, "DROP FUNCTION casework_link(bytea, audit_change)"),
        migrations.RunSQL(SEAL, "DROP FUNCTION casework_seal()"),
        migrations.RunSQL(NEWEST, "DROP FUNCTION casework_newest_seal()"),
    ]
