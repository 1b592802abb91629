"""What a resident chose about our messages: language, and reminders by mail or not."""
