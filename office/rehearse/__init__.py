"""A contest from its opening to its report, in memory and in simulated time."""
