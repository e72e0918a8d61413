"""Pages of HTML that keep to themselves."""
