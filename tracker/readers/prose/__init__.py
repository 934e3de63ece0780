"""Duties in sentences: from lines and their headings to tasks."""
