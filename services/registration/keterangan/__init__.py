"""What a regency's form pack asks besides: fields as data, not code."""
