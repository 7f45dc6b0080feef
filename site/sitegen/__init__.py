"""Contest values in, pages out: what readers of the site see."""
