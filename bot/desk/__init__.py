"""The front desk: a lookup aid for counter staff, at /desk."""
