"""The doors for calendar programs and browsers: feeds by their secret address, and how the service does."""
