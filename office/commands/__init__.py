"""What ``build.py`` can do, one module for each command."""
