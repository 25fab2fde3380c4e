"""Hearing what a rep does in a reply.

`hear.hear(text, context, model) -> Hearing` is the pure function; `simulator.hearing_model` has
`hear(text, context)`, the same with the built-in model read from its files: that is what a call and
the tools use.
"""
