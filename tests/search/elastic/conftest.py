from .fixtures import elastic_url, empty, index, new_process

__all__ = ["elastic_url", "empty", "index", "new_process"]
