"""What a scenario is: model, problems, checks, schema."""
