"""Does, with folders: folder in, folder out; runs without a database."""
