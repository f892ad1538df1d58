"""Files in: what is inside them, without its dressing.

encoding     bytes -> text (UTF-8, GB18030, Big5, UTF-16)
plain page word portable    one format each (text, HTML, DOCX, PDF) -> a `Sheet` of lines
dressing     which lines are dressing: navigation, sharing, advertisements, contacts, copyright, editors, page numbers
heading      title, date, source, author from the lines around the text
article      a `Sheet` -> an `Article`
incoming     single files, folders and archives, one after the other
report       what an import came to, fault by fault
finished     the reports of imports that ran in the background
"""
