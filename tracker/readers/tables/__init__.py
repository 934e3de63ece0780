"""Plan tables: from their rows to tasks."""
