"""The data sets on this machine: Parquet under content-named paths, manifests, locks."""
