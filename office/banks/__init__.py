"""Question banks as their writers type them."""
