"""Letters of notice: regency → camat → lurah or kades (S1 Ps 10), with forms and filling guide."""
