from tests.rehearsal.stage import pack

__all__ = ["pack"]
