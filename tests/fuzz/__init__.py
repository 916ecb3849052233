"""The fuzzer gives the program thousands of damaged files. Run `python -m tests.fuzz`."""
