"""One declaration of every table. Templates, data dictionary, checks and the Parquet schema come from it."""
