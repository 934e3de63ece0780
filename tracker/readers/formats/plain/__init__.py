"""Plain text: lines, and whatever marks a table in them."""
