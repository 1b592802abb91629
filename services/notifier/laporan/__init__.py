"""What offices are told of recaps on their way up."""
