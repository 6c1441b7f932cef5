"""Apache Spark on a real cluster of several processes. Run by `make test-spark`."""
