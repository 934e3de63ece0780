"""File formats: from bytes to the neutral document."""
