"""Whether anybody could look: from the recorded collections of a district to the state of every voice."""



COLLECTED = ("feed", "page", "sitemap")
"""Ways of collecting that leave a record of every try."""
