"""Papers of meetings: notice, minutes, minutes book, and what is filled in by hand; laid out by `platform.printing`.

meeting   notice 会议通知 and minutes 会议记录 of one meeting
book      minutes book 会议记录本 of a unit and some days
blank     agenda and sign-in sheet with a code that leads back to the meeting's page
"""

from xuezuo.life.sheets.blank import agenda_sheet, sign_in_sheet
from xuezuo.life.sheets.book import minutes_book
from xuezuo.life.sheets.meeting import minutes_sheet, notice_sheet

__all__ = ["agenda_sheet", "minutes_book", "minutes_sheet", "notice_sheet", "sign_in_sheet"]
