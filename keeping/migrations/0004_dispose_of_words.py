"""With a record goes what staff typed about it where no foreign key leads: the reasons in the audit, to whom something was
given, and why an earlier proposal to dispose of it was declined."""

from django.db import migrations

# `gone` are the ids of all rows that went, of whatever table; the people among them say so themselves by then. A row of
# the audit is about what it names, or about those who were shown where it names none of these. Where it was only looked
# at, its reason is by what way, in words of ours: that stays (`IS_LOOKING` in `audit/querysets.py`; a test holds the two
# together). To whom something was given stays for all that it was about: it goes with the last of them. That a reason was
# erased stands in the log of changes, under the digest that the event had and has. The log names a part of the register.
ERASE = r"""
CREATE FUNCTION casework_erase_words(disposal uuid, gone uuid[], mark text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    gone_people uuid[]; others uuid[]; given uuid[]; changed bigint; erased bigint := 0;
BEGIN
    gone_people := ARRAY(SELECT id FROM public.families_person WHERE id = ANY(gone));
    -- Whoever acts on a disposal in this transaction may erase; and nobody after it.
    PERFORM set_config('casework.disposing', pg_current_xact_id()::text, true);
    WITH erased_events AS (
        UPDATE public.audit_auditevent event SET reason = ''
        WHERE reason <> '' AND (action !~ '\.(.*_)?(viewed|read|listed|searched|suggested|shown|chosen|drawn|done|map_drawn)$' OR action = 'safety_map.drawn') AND (
            record_id = ANY(gone) OR (shown && gone_people AND NOT EXISTS (
                SELECT FROM public.families_person kept WHERE kept.id = ANY(shown) AND kept.disposed_on IS NULL
            ))
        )
        RETURNING event.id, casework_event_digest(event) AS digest
    )
    INSERT INTO public.audit_change (table_name, what, row_key, before_digest, after_digest)
    SELECT 'audit_auditevent', 'UPDATE', id, digest, digest FROM erased_events;
    GET DIAGNOSTICS changed = ROW_COUNT;
    erased := erased + changed;
    WITH erased_disclosures AS (
        UPDATE public.audit_disclosure SET recipient = '–'
        WHERE recipient <> '–' AND (record_id = ANY(gone) OR people && gone_people) AND NOT EXISTS (
            SELECT FROM public.families_person kept WHERE kept.id = ANY(audit_disclosure.people) AND kept.disposed_on IS NULL
        )
        RETURNING id
    )
    SELECT array_agg(id) INTO given FROM erased_disclosures;
    PERFORM set_config('casework.disposing', '', true);
    SELECT array_agg(other.id) INTO others FROM public.keeping_disposal other
    WHERE other.id <> disposal AND other.decided_why <> ''
      AND (other.person_id = ANY(gone) OR other.context_id = ANY(gone) OR other.referral_id = ANY(gone));
    UPDATE public.keeping_disposal SET decided_why = mark WHERE id = ANY(others);
    DELETE FROM public.keeping_historicaldisposal WHERE id = ANY(others);
    UPDATE public.audit_change SET before = NULL, after = NULL
    WHERE (before IS NOT NULL OR after IS NOT NULL) AND (
        (table_name LIKE 'audit\_disclosure%' AND row_key = ANY(given::text[]))
        OR (table_name = 'keeping_disposal' AND row_key = ANY(others::text[]))
    );
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN erased + changed;
END
$$
"""

# What the application asks for: what it was, and the words with it, in one.
DISPOSE = r"""
CREATE FUNCTION casework_dispose(disposal uuid, steps jsonb, files integer) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    certificate uuid; erased bigint;
BEGIN
    certificate := casework_dispose_of_rows(disposal, steps, files);
    erased := casework_erase_words(disposal, ARRAY(
        SELECT key::uuid FROM jsonb_array_elements(steps) AS step, jsonb_array_elements_text(step -> 'keys') AS key
        WHERE NOT step ? 'detached' AND key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    ), coalesce(steps -> 0 ->> 'mark', '–'));
    UPDATE public.keeping_certificate SET logged = logged + erased WHERE id = certificate;
    RETURN certificate;
END
$$
"""
# What stood under this name disposes of rows; nobody but the function above may run it any more.
RENAMED = """
ALTER FUNCTION casework_dispose(uuid, jsonb, integer) RENAME TO casework_dispose_of_rows;
DO $$
DECLARE
    given record;
BEGIN
    FOR given IN
        SELECT grantee::regrole AS name FROM pg_proc, aclexplode(proacl)
        WHERE proname = 'casework_dispose_of_rows' AND grantee <> proowner AND grantee <> 0
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION casework_dispose_of_rows(uuid, jsonb, integer) FROM %s', given.name);
    END LOOP;
END
$$
"""
NAMED_AGAIN = "ALTER FUNCTION casework_dispose_of_rows(uuid, jsonb, integer) RENAME TO casework_dispose"
FOR_NOBODY = """
REVOKE EXECUTE ON FUNCTION casework_erase_words(uuid, uuid[], text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION casework_dispose(uuid, jsonb, integer) FROM PUBLIC
"""


class Migration(migrations.Migration):
    dependencies = [("keeping", "0003_dispose"), ("audit", "0008_words_can_be_erased")]
    operations = [
        migrations.RunSQL(RENAMED, NAMED_AGAIN),
        migrations.RunSQL(ERASE, "DROP FUNCTION casework_erase_words(uuid, uuid[], text)"),
        migrations.RunSQL(DISPOSE, "DROP FUNCTION casework_dispose(uuid, jsonb, integer)"),
        # `migrate` gives the latter to the application's role, and to nobody else.
        migrations.RunSQL(FOR_NOBODY, migrations.RunSQL.noop),
    ]
