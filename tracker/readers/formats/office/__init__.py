"""Word and Excel: the parts of a container, their texts, lists, tables and cells."""
