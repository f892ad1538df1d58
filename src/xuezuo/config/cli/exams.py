"""Question banks and exams: `template|import|export questions`, `import exam-results`, `exam regrade`."""

import uuid
from pathlib import Path

from xuezuo.config.cli.arguments import existing_file
from xuezuo.config.cli.registry import Commands, Needs

HERE = "xuezuo.study.exams.commands"


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    template = commands.add("template questions", f"{HERE}:template_questions", "写出题库模板（XLSX）")
    template.add_argument("file", type=Path, metavar="FILE.xlsx")
    load = commands.add("import questions", f"{HERE}:import_questions", "导入题目（XLSX 或 CSV）", needs=Needs.WATCHED)
    load.add_argument("file", type=existing_file, metavar="FILE")
    load.add_argument("--unit", required=True, metavar="CODE", help="题库属于哪个组织（组织代码）")
    load.add_argument("--bank", required=True, metavar="TITLE", help="题库名称；没有则建立")
    load.add_argument("--reason", default="按文件更新", help="改动已有题目的原因")
    load.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    load.add_argument("--report", type=Path, metavar="FILE.json", help="检查结果另存为 JSON")
    save = commands.add("export questions", f"{HERE}:export_questions", "导出题库（XLSX 或 CSV，含答案）")
    save.add_argument("file", type=Path, metavar="FILE", help="以 .csv 结尾则为 CSV")
    save.add_argument("--unit", required=True, metavar="CODE", help="组织代码")
    save.add_argument("--bank", required=True, metavar="TITLE", help="题库名称")
    results = commands.add(
        "import exam-results", f"{HERE}:import_exam_results", "导入纸质考学成绩（XLSX 或 CSV）", needs=Needs.WATCHED
    )
    results.add_argument("file", type=existing_file, metavar="FILE")
    results.add_argument("--exam", required=True, type=uuid.UUID, metavar="EXAM", help="考学的编号（网址中的一段）")
    results.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    results.add_argument("--report", type=Path, metavar="FILE.json", help="检查结果另存为 JSON")
    again = commands.add("exam regrade", f"{HERE}:exam_regrade", "更正一道题的答案并重新评分", needs=Needs.WATCHED)
    again.add_argument("exam", type=uuid.UUID, metavar="EXAM", help="考学的编号（网址中的一段）")
    again.add_argument("--question", required=True, metavar="NUMBER", help="题号")
    again.add_argument("--key", required=True, metavar="KEY", help="正确答案：AC、对、七|7；党章")
    again.add_argument("--reason", required=True, metavar="TEXT", help="更正原因，成绩有变化的人会看到")
    again.add_argument("--dry-run", action="store_true", help="只看有多少人次会变化")
