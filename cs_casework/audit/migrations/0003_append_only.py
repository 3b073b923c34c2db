"""The audit is kept by month, and refuses to be changed or thinned out, whoever asks: the owner too, who would have to drop
this first."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION casework_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$
"""

# Keys are made by uuidv7() and begin with the moment, so a month is a range of keys: no second column in every key.
FIRST_KEY = """
CREATE FUNCTION casework_first_key(moment timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog AS $$
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$
"""

# A part is made under a lock that every page waits for, so it waits two seconds for it at most: what could not be made
# tonight is made the next, three months ahead. What no month was made for goes to the last part. A month that is made too late stays in there: it is the same table.
MAKE_MONTHS = """
CREATE FUNCTION casework_make_months(ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    whole text; month timestamptz; part text; made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('casework.months'));
    FOR whole IN SELECT relname FROM pg_class WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace LOOP
        FOR month IN SELECT * FROM generate_series(
            date_trunc('month', now(), 'UTC'), date_trunc('month', now(), 'UTC') + make_interval(months => ahead), '1 month', 'UTC'
        ) LOOP
            part := whole || to_char(month AT TIME ZONE 'UTC', '_YYYY_MM');
            CONTINUE WHEN to_regclass('public.' || quote_ident(part)) IS NOT NULL;
            BEGIN
                EXECUTE format(
                    'CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
                    part, whole, casework_first_key(month), casework_first_key(month + interval '1 month')
                );
                made := made + 1;
            EXCEPTION WHEN check_violation THEN
                RAISE NOTICE 'rows of % stand in the default part already', part;
            END;
        END LOOP;
    END LOOP;
    PERFORM casework_guard_parts();
    RETURN made;
END
$$
"""

# Triggers for a statement are not handed down to the parts of a table, as those for a row are.
GUARD_PARTS = r"""
CREATE FUNCTION casework_guard_parts() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part record;
BEGIN
    FOR part IN
        SELECT inhrelid::regclass AS name, pg_get_triggerdef(pg_trigger.oid) AS guard
        FROM pg_inherits JOIN pg_trigger ON tgrelid = inhparent
        WHERE NOT tgisinternal AND tgfoid = 'public.casework_append_only'::regproc
          AND NOT EXISTS (SELECT FROM pg_trigger own WHERE own.tgrelid = inhrelid AND own.tgname = pg_trigger.tgname)
    LOOP
        EXECUTE regexp_replace(part.guard, ' ON \S+ ', ' ON ' || part.name || ' ');
    END LOOP;
END
$$
"""

BY_MONTH = """
ALTER TABLE audit_auditevent RENAME TO audit_auditevent_whole;
CREATE TABLE audit_auditevent (LIKE audit_auditevent_whole INCLUDING DEFAULTS) PARTITION BY RANGE (id);
DROP TABLE audit_auditevent_whole;
ALTER TABLE audit_auditevent ADD PRIMARY KEY (id);
CREATE INDEX audit_of_record ON audit_auditevent (record_id, at DESC);
CREATE INDEX audit_of_actor ON audit_auditevent (actor_id, at DESC);
CREATE TABLE audit_auditevent_default PARTITION OF audit_auditevent DEFAULT;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION casework_append_only()
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_audit_event")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION casework_append_only()"),
        migrations.RunSQL(FIRST_KEY, "DROP FUNCTION casework_first_key(timestamptz)"),
        migrations.RunSQL(GUARD_PARTS, "DROP FUNCTION casework_guard_parts()"),
        migrations.RunSQL(MAKE_MONTHS, "DROP FUNCTION casework_make_months(integer)"),
        migrations.RunSQL(BY_MONTH, migrations.RunSQL.noop),
    ]
