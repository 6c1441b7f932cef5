"""Posts, replies, pages and documents, as parsed values in; findings with their passage out."""
