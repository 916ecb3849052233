"""The fuzzer: damaged files fed to the program by the thousand. `python -m tests.fuzz`."""
