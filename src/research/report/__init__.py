"""The report room: executed notebooks in; one document, its formats, ledger and workbook out."""
