"""Who helps: the network of advisers and, later, the rota."""
