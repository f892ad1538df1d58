import pytest

from xuezuo.study.exams.services.scoring import score


@pytest.mark.parametrize(
    ("kind", "key", "answer", "marks"),
    [
        ("single", [1], [1], 100),
        ("single", [1], [0], 0),
        ("single", [1], 1, 100),
        ("single", [1], [1, 1], 100),
        ("multiple", [0, 1, 3], [3, 1, 0], 100),
        ("multiple", [0, 1, 3], [0, 1], 0),
        ("multiple", [0, 1, 3], [0, 1, 2, 3], 0),
        ("true_false", [False], [1], 100),
        ("true_false", [False], [0], 0),
        ("true_false", [True], [0], 100),
        ("true_false", [True], [0, 1], 0),
        ("true_false", [True], None, 0),
        ("fill_in", [["为人民服务"]], ["為人民服務"], 100),
        ("fill_in", [["为人民服务"]], [" 为人民 服务。"], 100),
        ("fill_in", [["两学一做"], ["2016", "二〇一六"]], ["两学一做", "２０１６"], 100),
        ("fill_in", [["两学一做"], ["2016"]], ["2016", "两学一做"], 0),
        ("fill_in", [["甲"], ["乙"], ["丙"]], ["甲"], 33),
        ("fill_in", [["甲"]], [{"odd": 1}], 0),
        ("short", ["要点"], "", 0),
        ("short", ["要点"], "答", None),
        ("single", [1], "<b>", 0),
    ],
)
def test_what_an_answer_is_worth(kind: str, key: list[object], answer: object, marks: int | None) -> None:
    assert score(kind, key, answer, 100) == marks
