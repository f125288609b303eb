"""The version of the product, as CHANGES.md tells it."""

VERSION = "0.1.0"
