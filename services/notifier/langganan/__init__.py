"""Outside systems that listen over AMQP, each with a user, rights and a queue of its own."""
