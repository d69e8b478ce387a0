"""From released indicator values to reports: exhibits, notebooks, HTML, DOCX, PDF, XLSX.

Nothing is computed here; what people read is formatted by ``formats`` alone.
"""
