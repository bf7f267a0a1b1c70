"""What changed between two records: takes their files as bytes, and gives a report, in sentences or as JSON."""

from expertviews.changes.difference import compare
from expertviews.changes.history import UNKNOWN, Event, History, history
from expertviews.changes.markdown import code_span, linked, markdown, section
from expertviews.changes.records import FOLDERS, RecordFiles, record_files
from expertviews.changes.report import ChangeReport
