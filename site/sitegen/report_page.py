"""The closing report as a page: made of the document that the office derived from its figures."""

REPORT_FILE = "data/closing.report.json"
"""The public file of the report's figures: a name that no round can have, for ids have no dots."""
