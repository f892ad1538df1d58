"""What Word insists on in a DOCX: parts that are there, ids that lead somewhere, children in the order of the schema.

Source: ECMA-376, 5th edition, part 1, §17 (sequences of CT_PPrBase, CT_RPr, CT_TblPr, CT_TcPr, CT_TrPr, CT_SectPr).
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
ORDER: Final = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries"
    " displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts"
    " embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader"
    " bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState"
    " formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge"
    " revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride"
    " styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone"
    " doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders"
    " bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing"
    " drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery"
    " doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData"
    " noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter"
    " noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent"
    " alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt"
    " showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids"
    " mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures"
    " forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags"
    " decimalSymbol listSeparator",
}


def faults_of(content: bytes) -> list[str]:
    """Return what Word would stumble over; empty = nothing found."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return list(_faults(package))


def _faults(package: zipfile.ZipFile) -> Iterator[str]:
    names = set(package.namelist())
    yield from (f"twice: {name}" for name in names if package.namelist().count(name) > 1)
    types = etree.fromstring(package.read("[Content_Types].xml"))
    defaults = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    overrides = {str(one.get("PartName")).lstrip("/") for one in types.iter(f"{TYPES}Override")}
    yield from (f"no such part: {name}" for name in overrides - names)
    for name in sorted(names - {"[Content_Types].xml"}):
        if name not in overrides and name.rpartition(".")[2] not in defaults:
            yield f"no content type: {name}"
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(package.read(name))
            yield from _relations(name, root, names) if name.endswith(".rels") else _part(name, root, package)


def _relations(name: str, root: etree._Element, names: set[str]) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for one in root.iter(RELATION):
        target = str(one.get("Target"))
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if one.get("TargetMode") != "External" and part not in names:
            yield f"{name}: {one.get('Id')} leads to {part}"


def _part(name: str, root: etree._Element, package: zipfile.ZipFile) -> Iterator[str]:
    known = _ids(name, package)
    anchors: set[str] = set()
    for one in root.iter(etree.Element):
        local = etree.QName(one).localname
        if one.tag.startswith(W) and local in ORDER:
            yield from _order(name, one, ORDER[local].split())
        if local in {"tc", "hdr", "ftr"} and (not len(one) or one[-1].tag != f"{W}p"):
            yield f"{name}: {local} does not end with a paragraph"
        if local == "tbl":
            yield from _grid(name, one)
        if local == "bookmarkStart":
            key = str(one.get(f"{W}id"))
            yield from [f"{name}: bookmark {key} twice"] if key in anchors else []
            anchors.add(key)
        for attribute in (f"{R}id", f"{R}embed"):
            if (key := one.get(attribute)) is not None and key not in known:
                yield f"{name}: {key} leads nowhere"


def _ids(name: str, package: zipfile.ZipFile) -> set[str]:
    folder, _, file = name.rpartition("/")
    path = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    if path not in package.namelist():
        return set()
    return {str(one.get("Id")) for one in etree.fromstring(package.read(path)).iter(RELATION)}


def _order(name: str, one: etree._Element, order: list[str]) -> Iterator[str]:
    children = [etree.QName(child).localname for child in one.iterchildren(etree.Element) if child.tag.startswith(W)]
    unknown = [child for child in children if child not in order]
    places = [order.index(child) for child in children if child in order]
    local = etree.QName(one).localname
    if unknown and local != "settings":
        yield f"{name}: {local} has {unknown}"
    if places != sorted(places):
        yield f"{name}: {local} has {children} in disorder"


def _grid(name: str, table: etree._Element) -> Iterator[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    for row in table.findall(f"{W}tr"):
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
        if sum(int(span.get(f"{W}val", "1")) if span is not None else 1 for span in spans) != columns:
            yield f"{name}: a row does not fill the {columns} columns of its table"
