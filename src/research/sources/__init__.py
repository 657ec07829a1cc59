"""Sources: data files in, checked and free of personal fields; dummy and reconstructed data out."""
