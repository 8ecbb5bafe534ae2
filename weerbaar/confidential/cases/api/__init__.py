"""What a program may ask of a case: how it stands, and one of its moves. The same doors, acts and table as the pages."""
