"""Letters to officers about their queue: who wants them, and asking for them."""
