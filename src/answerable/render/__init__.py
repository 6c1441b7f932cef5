"""Values into sentences, JSON, CSV, terminal tables and one HTML page. Reads only core values; decides nothing."""
