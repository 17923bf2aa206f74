"""The interface's messages, as they are found in our code.

For `deploy/update_messages.py` and the tests; the portal itself reads only `locale/`.
"""
