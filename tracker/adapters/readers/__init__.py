"""One module per file format: bytes in, `ReadResult` out, or an `UnreadableDocument` that says why.

Nothing here imports Flask or the database: these modules also run in the limited child process.
"""
