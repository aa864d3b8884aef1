"""What the commands do, without a terminal, a clock or files of their own."""
