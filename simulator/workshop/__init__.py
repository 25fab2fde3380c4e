"""What authors work with beside the check: mending, flattening, starting, comparing, packing."""
