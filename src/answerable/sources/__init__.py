"""One file per outside format: folders, tables and public data sets become values and rows of the core."""
