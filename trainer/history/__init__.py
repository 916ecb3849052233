"""The history: records, the file, streak and strength, import and export."""
