"""The commands: parse, ask, put out. The only room that knows Typer."""
