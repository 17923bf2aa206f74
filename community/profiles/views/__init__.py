"""Pages of organisations: each calls one reader or one verb."""
