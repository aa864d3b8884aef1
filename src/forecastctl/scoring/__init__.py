"""Statistics over small tables of integers. Standard library only; nothing here sees records."""
