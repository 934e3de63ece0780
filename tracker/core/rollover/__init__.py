"""A plan turned over to another year: what is said again, and what a person must look at."""
