"""The document of the interface: OpenAPI 3.1, written from the routes and shapes that it describes.

Nothing of it is loaded by the functions, which only read the finished file when it is asked for.
"""
