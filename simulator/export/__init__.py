"""Reports and files for other programs."""
