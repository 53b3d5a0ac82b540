"""Full-text search: the analyzer, snippets and the engines behind one port."""
