from .authorship import Authorship
from .topics import Post, Topic, TopicAddressee

__all__ = ["Authorship", "Post", "Topic", "TopicAddressee"]
