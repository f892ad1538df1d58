"""Audit names of the library."""

from typing import Final

from xuezuo.platform.audit.names import register_name

MATERIAL_ADDED: Final = register_name("library.material_added", "添加学习资料")
MATERIAL_CORRECTED: Final = register_name("library.material_corrected", "更正学习资料")
MATERIAL_WITHDRAWN: Final = register_name("library.material_withdrawn", "撤下学习资料")
MATERIAL_TAGGED: Final = register_name("library.material_tagged", "修改学习资料标签")
MATERIAL_SHARED: Final = register_name("library.material_shared", "调整学习资料开放范围")
MATERIALS_IMPORTED: Final = register_name("library.materials_imported", "导入学习资料")
GROUP_LED: Final = register_name("library.group_led", "选定相似资料的代表")
GROUP_LEFT: Final = register_name("library.group_left", "移出相似资料组")
FILE_ATTACHED: Final = register_name("library.file_attached", "上传学习资料附件")
FILE_REMOVED: Final = register_name("library.file_removed", "移除学习资料附件")
