"""Public statistics: rounded so that they tell of nobody, once a month."""
