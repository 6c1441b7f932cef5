"""Way in by the browser: pages and API."""
