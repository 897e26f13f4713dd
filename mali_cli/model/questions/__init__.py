"""What can be asked: a module a command, with its options; those of several in `shared`."""
