"""The written overview 综述: sentences whose figures are objects, as HTML and DOCX; and the check of typed figures."""
