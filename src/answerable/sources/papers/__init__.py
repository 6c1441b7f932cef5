"""Papers as values: docx, pdf and plain text, told apart by what is in them and not by what they are called."""
