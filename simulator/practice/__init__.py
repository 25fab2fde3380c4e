"""What to practise next, blocks and progress."""
