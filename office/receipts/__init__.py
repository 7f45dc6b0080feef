"""Receipts from outside: read, and verified offline."""
