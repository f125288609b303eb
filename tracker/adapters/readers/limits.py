"""How much of the machine one file may use. Sizes in bytes, times in seconds."""

MIB = 1024 * 1024

MAX_FILE_SIZE = 50 * MIB
MAX_CHARACTERS = 2_000_000

MAX_MEMBERS = 2_000
MAX_INFLATED_SIZE = 200 * MIB
SUSPICIOUS_SIZE = 64 * MIB  # a high ratio matters only above this
SUSPICIOUS_RATIO = 50
MAX_XML_PART_SIZE = 48 * MIB
MAX_PAGES = 300
MAX_ARCHIVE_DOCUMENTS = 50

MEMORY = 512 * MIB
CPU_SECONDS = 30
WALL_SECONDS = 60
CHILDREN_AT_ONCE = 4  # per web process
