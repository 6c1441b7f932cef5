"""What pages show: read from the database, with as much of it as the reader may see. Nothing here is changed."""
