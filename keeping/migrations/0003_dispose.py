"""How the database disposes of a record, for the application, which may neither delete nor change what was kept."""

from django.db import migrations

# What the application asks is done for a disposal that two people put their name to and that has no certificate yet, on
# tables of records alone, and it leaves a certificate in the same transaction. For each step: a table, the keys of the
# rows, and what becomes of which column. A text that says something becomes a mark, so that what has to be said goes on
# being said. A row is named by the primary key of its table, versions are those of that table. Versions go, and so do the values in the log of changes, those that this writes itself among them: of them
# the digests stay, so the chain verifies.
DISPOSE = r"""
CREATE FUNCTION casework_dispose(disposal uuid, steps jsonb, files integer) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    agreed record; step jsonb; relation regclass; key_type text; sets text; keys text; changed bigint;
    all_rows bigint := 0; all_versions bigint := 0; all_logged bigint := 0; certificate uuid;
BEGIN
    SELECT found.*, rule.code INTO agreed
    FROM public.keeping_disposal found JOIN public.keeping_retentionrule rule ON rule.id = found.rule_id
    WHERE found.id = disposal FOR UPDATE OF found;
    IF agreed.status IS DISTINCT FROM 'agreed' OR agreed.decided_by_id IS NULL
        OR agreed.decided_by_id IS NOT DISTINCT FROM agreed.created_by_id
        OR EXISTS (SELECT FROM public.keeping_certificate given WHERE given.disposal_id = disposal)
    THEN
        RAISE EXCEPTION 'a record is disposed of once, and by two people' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR step IN SELECT * FROM jsonb_array_elements(steps) LOOP
        IF step ->> 'table' ~ '^(accounts|reference|audit|keeping_(disposal|certificate|retentionrule))' OR NOT EXISTS (
            SELECT FROM pg_trigger WHERE tgrelid = to_regclass(format('public.%I', step ->> 'table')) AND tgname = 'changed'
        ) THEN
            RAISE EXCEPTION '% is no table of records', step ->> 'table' USING ERRCODE = 'insufficient_privilege';
        END IF;
        relation := to_regclass(format('public.%I', step ->> 'table'));
        -- The one column that names one row: by another, such as whose a row is, a step would reach what it does not name.
        SELECT format_type(atttypid, NULL) INTO key_type FROM pg_attribute
        JOIN pg_index ON indrelid = attrelid AND indisprimary AND indnkeyatts = 1 AND indkey[0] = attnum
        WHERE attrelid = relation AND attname = step ->> 'key';
        IF key_type IS NULL THEN
            RAISE EXCEPTION '% is not the key of %', step ->> 'key', step ->> 'table'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF step ? 'history'
            AND step ->> 'history' IS DISTINCT FROM regexp_replace(step ->> 'table', '^([^_]+)_', '\1_historical')
        THEN
            RAISE EXCEPTION '% are no versions of %', step ->> 'history', step ->> 'table'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        keys := format('%I = ANY (ARRAY(SELECT jsonb_array_elements_text($1))::%s[])', step ->> 'key', key_type);
        IF step ? 'sets' THEN
            SELECT string_agg(
                CASE becomes
                    WHEN 'mark' THEN format('%1$I = CASE WHEN %1$I = '''' THEN '''' ELSE %2$L END', name, step ->> 'mark')
                    WHEN 'dash' THEN format('%1$I = CASE WHEN %1$I = '''' THEN '''' ELSE ''–'' END', name)
                    WHEN 'empty' THEN format('%I = ''''', name)
                    WHEN 'null' THEN format('%I = NULL', name)
                    WHEN 'object' THEN format('%I = ''{}''', name)
                    WHEN 'list' THEN format('%I = ''[]''', name)
                    -- Ids and numbers tell something too, and no mark stands for them: such a list is emptied.
                    WHEN 'words' THEN format(
                        '%1$I = CASE WHEN cardinality(%1$I) = 0 THEN %1$I ELSE %2$L END',
                        name, CASE member.typcategory WHEN 'S' THEN '{–}' ELSE '{}' END
                    )
                    WHEN 'none' THEN format('%I = ''{}''', name)
                    WHEN 'today' THEN format('%I = CURRENT_DATE', name)
                END, ', '
            ) INTO sets FROM jsonb_each_text(step -> 'sets') AS column_of (name, becomes)
            LEFT JOIN pg_attribute ON attrelid = relation AND attname = name
            LEFT JOIN pg_type whole ON whole.oid = atttypid
            LEFT JOIN pg_type member ON member.oid = whole.typelem;
            EXECUTE format('UPDATE public.%I SET %s WHERE %s', step ->> 'table', sets, keys) USING step -> 'keys';
            GET DIAGNOSTICS changed = ROW_COUNT;
            all_rows := all_rows + changed;
        END IF;
        IF step ? 'history' THEN
            IF step ? 'detached' THEN
                -- Versions in which it named something else go on naming it.
                EXECUTE format(
                    'UPDATE public.%1$I SET %2$I = NULL WHERE %3$s'
                    ' AND %2$I = ANY (ARRAY(SELECT jsonb_array_elements_text($2))::uuid[])',
                    step ->> 'history', step ->> 'detached', keys
                ) USING step -> 'keys', step -> 'gone';
            ELSE
                EXECUTE format('DELETE FROM public.%I WHERE %s', step ->> 'history', keys) USING step -> 'keys';
                GET DIAGNOSTICS changed = ROW_COUNT;
                all_versions := all_versions + changed;
            END IF;
        END IF;
        IF step ->> 'deletes' = 'true' THEN
            EXECUTE format('DELETE FROM public.%I WHERE %s', step ->> 'table', keys) USING step -> 'keys';
            GET DIAGNOSTICS changed = ROW_COUNT;
            all_rows := all_rows + changed;
        END IF;
    END LOOP;
    -- What still points at a row that went is told here, and not when the transaction ends.
    SET CONSTRAINTS ALL IMMEDIATE;
    FOR step IN SELECT * FROM jsonb_array_elements(steps) LOOP
        CONTINUE WHEN step ? 'detached';
        UPDATE public.audit_change SET before = NULL, after = NULL
        WHERE table_name = step ->> 'table' AND row_key = ANY (ARRAY(SELECT jsonb_array_elements_text(step -> 'keys')))
          AND (before IS NOT NULL OR after IS NOT NULL);
        GET DIAGNOSTICS changed = ROW_COUNT;
        all_logged := all_logged + changed;
    END LOOP;
    INSERT INTO public.keeping_certificate (
        disposal_id, reference, code, rule_words, due_on, proposed_by_id, agreed_by_id, rows, versions, logged, files
    )
    SELECT disposal, coalesce(person.reference, context.reference, referral.reference), agreed.code, agreed.rule_words,
        agreed.due_on, agreed.created_by_id, agreed.decided_by_id, all_rows, all_versions, all_logged, files
    FROM (SELECT 1) AS once
    LEFT JOIN public.families_person person ON person.id = agreed.person_id
    LEFT JOIN public.contexts_context context ON context.id = agreed.context_id
    LEFT JOIN public.referrals_referral referral ON referral.id = agreed.referral_id
    RETURNING id INTO certificate;
    RETURN certificate;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0002_starting_rules"),
        ("audit", "0004_changes"),
        ("families", "0001_initial"),
        ("contexts", "0001_initial"),
        ("cases", "0001_initial"),
        ("referrals", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(DISPOSE, "DROP FUNCTION casework_dispose(uuid, jsonb, integer)"),
        # `migrate` gives it to the application's role, and to nobody else.
        migrations.RunSQL(
            "REVOKE EXECUTE ON FUNCTION casework_dispose(uuid, jsonb, integer) FROM PUBLIC", migrations.RunSQL.noop
        ),
    ]
