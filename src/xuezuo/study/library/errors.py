"""Refusals of the library."""

from xuezuo.kernel.errors import DomainError, Kind

SHARED_ABOVE = "向上级组织的范围开放，要由那个组织的书记或组织员来做。请把资料的标题告诉他们。"


class MaterialWithdrawn(DomainError):
    """A withdrawn material is not changed any more."""

    code = "library.withdrawn"
    kind = Kind.CONFLICT
    template = "这份资料已经撤下，不能再修改。需要时请重新添加。"


class MaterialEmpty(DomainError):
    """A material needs a title and something to read, hear or see."""

    code = "library.empty"
    template = "资料要有标题，还要有正文或附件。请补上{what}。"


class MaterialThere(DomainError):
    """The same text is kept by this unit already."""

    code = "library.there"
    kind = Kind.CONFLICT
    template = "本组织已有正文完全相同的资料《{title}》，没有重复添加。"


class MaterialUnchanged(DomainError):
    """A correction that changes nothing."""

    code = "library.unchanged"
    template = "内容没有变化，没有形成新版本。"


class TextTooLong(DomainError):
    """The text is too long to be one material."""

    code = "library.too_long"
    template = "正文超过 {limit} 万字，不能作为一份资料。请按章分成几份。"


class NotAbove(DomainError):
    """A material can only be shared with a unit above its keeper, or the keeper itself."""

    code = "library.not_above"
    template = "只能向本组织或其上级组织的范围开放。请改选一个上级组织。"


class NotInGroup(DomainError):
    """The material stands alone."""

    code = "library.not_in_group"
    template = "这份资料没有归入任何相似资料组，不需要这样做。"


class AttachmentTooLarge(DomainError):
    """A recording is larger than the site allows."""

    code = "library.attachment_too_large"
    template = "{kind}文件超过本站规定的 {limit} MB。请压缩后再传，或请管理员调整设置 {setting}。"


class AttachmentRefused(DomainError):
    """The content is not of a type that the library keeps."""

    code = "library.attachment_refused"
    template = "文件内容不是允许的类型，或与扩展名不符。可以上传：{words}。"


class ImportRefused(DomainError):
    """The archive as a whole cannot be read."""

    code = "library.import_refused"
    template = "不能导入：{reason}"
