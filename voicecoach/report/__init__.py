"""The course as a page to print and to bring to the physiotherapist."""
