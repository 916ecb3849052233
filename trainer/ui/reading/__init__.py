"""Pages to read: welcome, help and about."""
