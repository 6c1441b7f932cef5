"""The desk's machinery: lists and deeds are declared once; page, file and API are made from it.

An area (`web.areas`) declares what it has: `Listing` (what is shown as a table), `Deed` (what can be done, with its
fields), and pages of its own. Nothing here knows what a contract is.
"""
