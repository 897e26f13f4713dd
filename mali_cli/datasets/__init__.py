"""One declaration a data set, and the registry of them: said here, and used by all that follows."""
