"""Word and PDF files, through libraries that `pip install conflictmap[documents]` brings."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from conflictmap.model import Report
from conflictmap.reading.formats.source import LIMIT, Source
from conflictmap.reading.formats.texts import text_reports

__all__ = ["read_docx", "read_pdf"]

_MOST_PAGES = 3000


def read_docx(source: Source) -> Iterator[Report]:
    """Read a Word file: paragraphs and tables in their order, one line each (a table's row is one line)."""
    data = source.read_bytes()
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
        from docx.table import Table
    except ImportError as error:
        raise source.error("to read .docx, pip install 'conflictmap[documents]'") from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")) > LIMIT:
                raise source.error("the file unpacks to more text than a report has; it may be harmful")
        document = docx.Document(io.BytesIO(data))
        lines = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += [" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
            else:
                lines.append(block.text)
    except (zipfile.BadZipFile, KeyError, ValueError, PackageNotFoundError) as error:
        raise source.error("this is no Word file, or a broken one; save it again as .docx") from error
    text = "\n".join(lines)
    if not text.strip():
        raise source.error("there is no text in this Word file")
    yield from text_reports(source, text)


def read_pdf(source: Source) -> Iterator[Report]:
    """Read a PDF: lines are joined to paragraphs, running heads and page numbers left out."""
    data = source.read_bytes()
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise source.error("to read .pdf, pip install 'conflictmap[documents]'") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what can't be read is said in the error, what can isn't worth a line
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise source.error("the PDF is locked by a password; save it without one")
        if len(reader.pages) > _MOST_PAGES:
            raise source.error(f"{len(reader.pages)} pages are too many for one report; split the PDF")
        pages = [page.extract_text().split("\n") for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise source.error(f"this PDF can't be read ({' '.join(str(error).split())[:100]}); save it again") from error
    text = _paragraphs(pages)
    if not text.strip():
        raise source.error("there is no text in this PDF, perhaps pictures of pages only; run OCR on it first")
    yield from text_reports(source, text)


def _paragraphs(pages: list[list[str]]) -> str:
    pages = [[" ".join(line.split()) for line in page] for page in pages]
    edges = Counter(re.sub(r"\d+", "0", line) for page in pages for line in {*page[:2], *page[-2:]})
    running = {line for line, n in edges.items() if n > 2 and 2 * n > len(pages)}
    lines = [line for page in pages for line in page if re.sub(r"\d+", "0", line) not in running and not line.isdigit()]
    width = max((len(line) for line in lines), default=0)
    out: list[str] = []
    open_line = False
    for line in lines:
        if not line:
            open_line = False
            continue
        if open_line and out[-1].endswith("-") and line[:1].islower():
            out[-1] = out[-1][:-1] + line
        elif open_line:
            out[-1] += " " + line
        else:
            out.append(line)
        # a line that fills the page goes on, whatever it ends with; a shorter one that stops mid-sentence too
        open_line = len(line) > 0.75 * width or (len(line) > 0.6 * width and line[-1] not in '.!?:»”"')
    return "\n".join(out)
