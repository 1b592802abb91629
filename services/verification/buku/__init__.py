"""The book of registration of a village: a line for each person who comes to stay there."""
