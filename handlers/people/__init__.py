"""Who is named for what: asked to accept, heard when they leave, asked the same thing apart."""
