"""The offices as identity tells them: who signs, by which form pack, in which hours."""
