"""The steps from one schema to the next; each keeps its own copy of what it creates."""
