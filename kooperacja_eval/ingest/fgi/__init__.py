"""Focus groups: what tools for coding transcripts export, to documents, codes and codings."""
