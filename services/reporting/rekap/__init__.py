"""The count of persons by sex, of an area by the areas below it."""
