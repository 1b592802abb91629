"""The public events on their way out: to the subscribers' vhost, its stream, and the webhooks."""
