"""Does, with a database: load, decide, store and log, one transaction each."""
