"""Stories walked in a real browser, through the pages that people use: `make test-browser`."""
