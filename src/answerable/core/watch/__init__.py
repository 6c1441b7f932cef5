"""Watching what is published: accounts, pages and papers as values in, alerts as values out.

An alert is a question to people, never a verdict: it shows the passage, the measure, the threshold and the rule
with its ground, and a person confirms or rejects it. Nothing here collects, stores or reads a clock.
"""
