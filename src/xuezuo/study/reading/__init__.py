"""Reading 学: lists of materials that a unit recommends, and what a member keeps for oneself.

    lists        a unit's reading lists 学习清单 and daily reading 天天读; nobody is told who has read
    self-study   个人自学: date, material, minutes; counts as a deed once the branch has approved it
    private      bookmarks, notes, habits 六个一: only the member's own eyes, row-level security included

Minutes are what the member states, never time in front of a screen.
"""
