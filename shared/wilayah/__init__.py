"""Administrative areas by Kemendagri code, from the nation down to the village.

Data: idn-area-data 4.0.1 (ODbL 1.0), Kepmendagri 300.2.2-2138/2025.
"""
