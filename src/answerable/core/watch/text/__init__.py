"""Reading Chinese and English text: how alike texts are, and what they are about."""
