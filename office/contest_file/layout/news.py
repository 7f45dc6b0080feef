"""The layout of the head of a post: what stands between two lines of ``---`` in ``news/*.md``."""

from office.contest_file.layout.kinds import Day, Layout, Text


class NewsHead(Layout):
    """The head of a post."""

    title = Text(vi="Tiêu đề của tin", en="Title of the post")
    date = Day(vi="Ngày đăng", en="Day of the post")
    summary = Text(
        vi="Tóm tắt một, hai câu, hiện trong danh sách tin", en="One or two sentences for the list"
    )
