"""Interface strings: found in our code, written in Serbian, turned into Latin, compiled.

A tool for developers and tests. The portal itself reads only the `.mo` files under `locale/`.
"""
