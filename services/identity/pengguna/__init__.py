"""The officers of an area, as their administrator keeps them."""
