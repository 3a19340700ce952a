"""Kinds of archives: each keeps the same two tables and replaces reports with their events in one transaction."""
