"""What stands before bucket and interface in the cloud, as templates made from our own values."""
