"""The pages, by subject. Each translates a request, asks one action, and renders."""
