from .fixtures import elastic_url, empty, index, new_process, planted_elastic

__all__ = ["elastic_url", "empty", "index", "new_process", "planted_elastic"]
