"""The self-contained program: where it begins, what is put into it, how it is built."""
