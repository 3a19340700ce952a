"""Forms in which reports come: each module turns one kind of file into records; `reading.reports` picks it by the ending."""
