"""Numbers of chapters."""

from django import template

from xuezuo.kernel.numerals import chinese_number

register = template.Library()
register.filter("chinese_number", chinese_number)
