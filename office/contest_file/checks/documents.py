"""Study documents and legal grounds: what is said of whether they hold must agree with itself."""

from chalicelib.contest.rules import DocumentStatus
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings


def check_documents(draft: Draft, findings: Findings) -> None:
    """Point out a successor of a document that is not said to be replaced."""
    sections = {"legal_basis": draft.legal_basis, "study_documents": draft.study_documents}
    for section, documents in sections.items():
        for index, document in enumerate(documents or ()):
            if document.replaced_by and document.status is not DocumentStatus.REPLACED:
                place = draft.fields.find(section, index, "replaced_by")
                findings.add(Code.NOT_REPLACED, place)
