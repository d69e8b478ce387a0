"""The Excel forms that teams fill in: what stands in them, and how they are written.

Everything in a form comes from the descriptions of the fields in ``schemas``. The border: forms are
described (``layout``, ``monthly``, ``registers``) and written (``write``) here; which teams and
families there are is told from outside (``known``), and filled forms are read by ``ingest``.
"""
