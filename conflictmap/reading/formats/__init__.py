"""Forms in which reports come: each module turns one kind of file into records. `reading.reports` picks the module by the ending."""
