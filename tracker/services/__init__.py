"""One verb a file: load, ask core, write in one transaction, return a report."""
