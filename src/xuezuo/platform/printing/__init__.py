"""Documents to print: official ones on the page of GB/T 9704-2012 as PDF and DOCX, and any PDF from a template of ours.

document    what an official document consists of (`Official` and its blocks)
portable    the document as PDF (Typst)        word     the same as DOCX, edited with the fonts Windows names
fonts       which fonts exist here; `compile_pdf` for templates of other layouts
"""

from xuezuo.platform.printing.errors import NoFonts
from xuezuo.platform.printing.fonts import chosen_fonts, compile_pdf
from xuezuo.platform.printing.portable import official_pdf
from xuezuo.platform.printing.word import official_docx

__all__ = ["NoFonts", "chosen_fonts", "compile_pdf", "official_docx", "official_pdf"]
