"""The API: a call for every list and every deed of the desk, made from the same declarations as the pages."""
