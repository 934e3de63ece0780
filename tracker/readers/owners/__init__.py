"""Who must do it and who helps: lists of names taken apart."""
