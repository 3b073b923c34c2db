"""What stands beside a restriction: who is barred from a record, and what is opened in an emergency."""
