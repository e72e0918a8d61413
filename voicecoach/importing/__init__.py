"""Scripts out of what people have: a workout file or a sheet, read and written as a script."""
