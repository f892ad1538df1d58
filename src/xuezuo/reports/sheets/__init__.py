"""Files of reports: CSV, XLSX, and the printed sheet as PDF."""
