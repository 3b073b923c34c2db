"""What left is kept by month and only ever added to, as the audit is."""

from django.db import migrations

BY_MONTH = """
ALTER TABLE audit_disclosure RENAME TO audit_disclosure_whole;
CREATE TABLE audit_disclosure (LIKE audit_disclosure_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (id);
DROP TABLE audit_disclosure_whole;
ALTER TABLE audit_disclosure ADD PRIMARY KEY (id);
CREATE INDEX disclosure_of_people ON audit_disclosure USING gin (people);
CREATE INDEX disclosure_of_actor ON audit_disclosure (actor_id, at DESC);
CREATE TABLE audit_disclosure_default PARTITION OF audit_disclosure DEFAULT;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_disclosure
FOR EACH STATEMENT EXECUTE FUNCTION casework_append_only()
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_shown_and_disclosures")]
    operations = [migrations.RunSQL(BY_MONTH, migrations.RunSQL.noop)]
