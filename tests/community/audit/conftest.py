from tests.flushing import flushable_log

__all__ = ["flushable_log"]
