"""The history: records, the file, the rules of keeping at it, exchange with others."""
