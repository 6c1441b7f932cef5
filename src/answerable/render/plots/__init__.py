"""Plots as SVG for a page: Vega draws the shapes on the server, the page's own templates set the words.

Words stay out of Vega for two reasons: it measures text with the fonts of the machine it runs on, so the same result
would give other bytes elsewhere; and each measured text costs more than all the shapes of a plot together.
"""
