"""Training of the move recogniser: run by hand or by `make train`, never at run time."""
