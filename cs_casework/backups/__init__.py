"""Backing the service up while it is in use, and restoring it elsewhere: `bin/backup` and `bin/restore`.

A backup is a folder: what `pg_dump` says of the database, the files from outside that its rows speak of, a digest of each
table, and a manifest with the hash of each of these. All of it is as of one snapshot of the database. Where it is encrypted
it is so in the format of age, which other programs read: what is here is not needed to get at a backup.
"""
