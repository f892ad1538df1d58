"""Refusals of attachments."""

from xuezuo.kernel.errors import DomainError, Kind


class FileTooLarge(DomainError):
    """The file is larger than what may be kept."""

    code = "files.too_large"
    template = "文件超过 {limit} MB，不能上传。请压缩或分成几个文件。"


class FileTypeRefused(DomainError):
    """The content is not of an allowed type, or does not agree with the name."""

    code = "files.type_refused"
    template = "这个文件的内容不是允许的类型，或与扩展名不符。可以上传：{words}。"


class FileLost(DomainError):
    """The record is there but its content is not."""

    code = "files.lost"
    kind = Kind.NOT_FOUND
    template = "文件内容不在数据文件夹中，可能没有随数据库一起恢复。请联系管理员。"
