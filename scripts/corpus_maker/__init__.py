"""Makes the sample bulletins: everything in them is invented, and the maker knows what it wrote.

``text`` is the builder that records findings while it writes; ``world`` holds the invented places,
departments and people; ``weekly``, ``monthly``, ``gazette``, ``city`` and ``oldstyle`` write issues;
``with_reportlab``, ``with_libreoffice`` and ``with_chromium`` print them.
"""
