"""Published calendars: iCalendar bytes, their files and their secret addresses (RFC 5545, RFC 7986)."""
