"""The pages of text: welcome, help and about."""
