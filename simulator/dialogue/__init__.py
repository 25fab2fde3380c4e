"""The call as events: state, choice of reactions, one step at a time."""
