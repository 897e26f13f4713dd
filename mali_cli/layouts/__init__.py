"""From every file layout to the schema of its data set; one short module a layout."""
