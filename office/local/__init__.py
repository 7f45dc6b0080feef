"""The platform on this computer: an embedded AWS engine, its saved state, stores in memory."""
