"""Lints: what is allowed but doubtful. Each is a plain function over a ``Bundle``
or a ``Document`` that yields problems with a place; none reads files or plays."""
