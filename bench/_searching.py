import sys
from bench._services import Size, SEARCHED, ready
small = Size(5_530, 400, 2_000, 20_000)
print(ready(small if "small" in sys.argv else SEARCHED, called="searching-small" if "small" in sys.argv else "searching", filled_by="bench._filling"))
