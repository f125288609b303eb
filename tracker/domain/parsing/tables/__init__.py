"""Responsibility tables, by the way their cells are parted."""
