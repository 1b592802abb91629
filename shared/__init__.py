"""What every service calls: bus, database, web, crypto, areas. It knows no service."""
