"""How much a file may cost. Leaflets and reports stay far below all of these."""

MEGABYTE = 1024 * 1024

# What is taken in, and what is given back.
FILE_BYTES = 50 * MEGABYTE
TEXT_CHARACTERS = 1_000_000
TITLE_CHARACTERS = 300
PAGES = 1_000

# Packages (DOCX, ODT). Only named parts of XML are unpacked, never an archive within.
PACKAGE_ENTRIES = 5_000
PACKAGE_DIRECTORY_BYTES = MEGABYTE
PART_BYTES = 30 * MEGABYTE
PACKAGE_BYTES = 60 * MEGABYTE
# XML of office programs packs 10 to 40 times; a bomb of one repeated byte a thousand times.
RATIO = 200
RATIO_FROM_BYTES = MEGABYTE
XML_DEPTH = 300

# The process that reads. After CPU_GENTLE a PDF ends with the page it is at.
MEMORY_BYTES = 768 * MEGABYTE
CPU_GENTLE_SECONDS = 10
CPU_SECONDS = 20
WALL_SECONDS = 45
ANSWER_BYTES = 8 * MEGABYTE
