"""One module a question: selection -> observations -> analysis -> result with notes and source."""
