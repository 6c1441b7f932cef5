"""Papers without a server: look at a wording, draw a paper, verify a case file."""
