"""How a result looks: tables, CSV, JSON, Markdown, charts; and how it gets out."""
