"""The layout of ``contest.yml``: every field, once, for reader, schema and documentation."""
