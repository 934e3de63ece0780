"""Values and rules: no files, no SQL, no clock, no sentences for people."""
