"""From bytes to the columns of a data set, in whatever form its files come."""
