"""From content files to guides and law table, with everything that is wrong with them."""
