"""The script language: what an author writes, as values."""
