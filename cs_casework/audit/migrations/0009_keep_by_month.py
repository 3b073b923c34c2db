"""How any other table that is only ever added to is kept by month, as the audit is."""

from django.db import migrations

# Its rows, constraints and indexes come over by their names. Rows are copied past the log of changes: nothing of them is
# changed. `migrate` puts the trigger of the log on the new table, and makes its months.
BY_MONTH = """
CREATE FUNCTION casework_keep_by_month(whole text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    statements text[]; statement text; held text := whole || '_whole';
BEGIN
    SELECT array_agg(made ORDER BY step, name) INTO statements FROM (
        SELECT 1 AS step, conname AS name,
            format('ALTER TABLE public.%I ADD CONSTRAINT %I %s', whole, conname, pg_get_constraintdef(oid)) AS made
        FROM pg_constraint WHERE conrelid = to_regclass(format('public.%I', whole)) AND contype IN ('p', 'u', 'f')
        UNION ALL
        SELECT 2, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
        FROM pg_index WHERE indrelid = to_regclass(format('public.%I', whole))
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ) AS kept;
    EXECUTE format('ALTER TABLE public.%I RENAME TO %I', whole, held);
    EXECUTE format(
        'CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (id)',
        whole, held
    );
    EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I DEFAULT', whole || '_default', whole);
    EXECUTE format('INSERT INTO public.%I SELECT * FROM public.%I', whole, held);
    EXECUTE format('DROP TABLE public.%I', held);
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0008_words_can_be_erased")]
    operations = [migrations.RunSQL(BY_MONTH, "DROP FUNCTION casework_keep_by_month(text)")]
