"""Signs that ratings or oversight are not what they seem: each with its evidence, its chance, and an innocent reading.

A sign is a question to people, never a verdict and never a discount: a person confirms or rejects it. Months are
looked at once they are over, each by what was known of the months before it, so that a sign found once stays found.
"""
