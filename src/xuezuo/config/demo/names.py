"""Invented names and numbers."""

import datetime as dt
import random
from typing import Final

from stdnum.cn import ric

SURNAMES: Final = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈"
MALE: Final = "伟强磊军洋勇杰涛明超平刚桂荣志文建国海波永健世广义兴良山仁宁贵福生龙元全胜学祥才发武利清飞彬富顺信子"
FEMALE: Final = "芳娜敏静丽艳娟霞秀兰英华慧巧美玉萍红娥玲芬燕彩春菊凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉"
AREA: Final = "990101"  # no such division: the numbers can belong to nobody


def invented_name(chance: random.Random, *, is_male: bool) -> str:
    """Return a surname with one or two given characters."""
    given = MALE if is_male else FEMALE
    return chance.choice(SURNAMES) + "".join(chance.sample(given, chance.choice((1, 2, 2))))


def invented_id(born: dt.date, number: int, *, is_male: bool) -> str:
    """Return an identity number of a division that does not exist, with a valid check digit (GB 11643)."""
    sequence = number % 499 * 2 + (1 if is_male else 2)
    body = f"{AREA}{born:%Y%m%d}{sequence:03d}"
    return body + ric.calc_check_digit(body + "0")
