"""The audit refuses to be changed or thinned out, whoever asks: the owner too, who would have to drop this first."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION casework_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$
"""
TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION casework_append_only()
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_audit_event")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION casework_append_only()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER append_only ON audit_auditevent"),
    ]
