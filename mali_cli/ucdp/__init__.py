"""The outside world: UCDP's API, its downloads, and which releases it has."""
