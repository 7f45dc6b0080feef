"""The contest file and the files that it names: read into core values, and checked."""
