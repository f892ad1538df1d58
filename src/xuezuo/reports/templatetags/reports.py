"""Numbers of chapters."""

from django import template

from xuezuo.reports.overview.numerals import chinese_number

register = template.Library()
register.filter("chinese_number", chinese_number)
