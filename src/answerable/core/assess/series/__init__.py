"""Series of one indicator: charts, change points, funnels, and rules over the latest periods."""
