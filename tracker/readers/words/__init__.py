"""The words by which the parts of a document are known."""
