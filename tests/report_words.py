"""The words of a report's document, whatever block they stand in."""

from typing import Any


def words_of(document: dict[str, Any]) -> list[str]:
    """Return every sentence and cell in the order in which it is read, without the heading."""
    found = [document["opening"]]
    for section in document["sections"]:
        found.append(section["title"])
        for part in section["parts"]:
            found += [part["title"]] if part["title"] else []
            found += words_of_blocks(part["blocks"])
    for appendix in document["appendices"]:
        found += [appendix["number"].upper(), appendix["title"]]
        found += words_of_blocks(appendix["blocks"])
    return found


def words_of_blocks(blocks: list[dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block["kind"]:
            case "paragraph" | "note":
                found.append(block["text"])
            case "list":
                found += [f"- {item}" for item in block["items"]]
            case "table":
                found.append(block["title"])
                found += [column["name"] for column in block["columns"]]
                found += [cell for row in block["rows"] for cell in row["cells"]]
    return [words for words in found if words]
