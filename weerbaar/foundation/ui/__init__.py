"""How it looks: tokens, base pages, components, the gallery, quick exit, headers."""
