"""What anyone may know: public bodies, guides, the site."""
