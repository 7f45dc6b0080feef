"""Everything that is deployed: the core, its use cases and the adapters around them."""
