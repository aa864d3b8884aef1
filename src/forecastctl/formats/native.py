"""Our own export, in whichever of its three forms (`forecastctl`)."""

from forecastctl.formats import native_csv, native_json
from forecastctl.formats.document import Document, Parsed, ReadOptions


def recognises(text: str) -> bool:
    """True where the text begins like one of the forms."""
    return (
        native_json.recognises_jsonl(text)
        or native_json.recognises_json(text)
        or native_csv.recognises(text)
    )


def read(text: str, options: ReadOptions) -> Parsed:
    """Read the text in the form that it begins like."""
    if native_json.recognises_jsonl(text):
        return native_json.read_jsonl(text)
    if text.lstrip().startswith(("{", "[")):
        return native_json.read_json(text)
    return native_csv.read_csv(text, options)


def write(document: Document, form: str) -> str:
    """The document as json, jsonl or csv."""
    match form:
        case "json":
            return native_json.write_json(document)
        case "jsonl":
            return native_json.write_jsonl(document)
        case "csv":
            return native_csv.write_csv(document)
    raise ValueError(f"{form} is no form of an export")
