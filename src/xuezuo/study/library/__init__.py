"""The library 学习资料: what there is to study.

    Material     one text, recording or file, kept by a unit, read by everybody below it (or below a unit above it)
    Version      what a material said before it was corrected
    Shingle      fingerprints of texts, to find the same article in another dressing
    Listing      a list of a room above (campaign, reading list) in which a material stands
    Batch        one import

    words        folding traditional into simplified, cutting into words, shingles, language: pure functions
    exchange     files in: encodings, HTML, DOCX, PDF, folders and archives; boilerplate out, title and date found

A text in several dressings forms a group: one material keeps the place, the others are shown under it.
"""
