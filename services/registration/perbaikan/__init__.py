"""A permohonan returned by the office: only what was marked, and only a real change."""
