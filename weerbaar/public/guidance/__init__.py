"""Decision guides and the law table: public, from files, and nothing is kept of whoever reads them."""
