"""The live drill room as a pure function."""
