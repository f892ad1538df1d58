"""Which lines are dressing. Every pattern looks at the folded line, so that traditional pages are undressed as well."""

import re
from pathlib import Path
from typing import Final

from xuezuo.study.library.exchange.lines import is_sentence
from xuezuo.study.library.words.fold import fold

_SEPARATORS: Final = re.compile(r"\s*[|｜>＞»›/·•]\s*")
# What is left of a bar of buttons when these words, digits and signs are taken away: nothing.
_BUTTONS: Final = Path(__file__).with_name("buttons.txt").read_text(encoding="utf-8").split()
_WIDGETS: Final = re.compile(
    r"大\s*[|/]?\s*中\s*[|/]?\s*小|小\s*[|/]?\s*中\s*[|/]?\s*大|"
    + "|".join(re.escape(word) for word in sorted(_BUTTONS, key=len, reverse=True))
)
_REST: Final = re.compile(r"[\W\d_]+")
_PAGE_NUMBER: Final = re.compile(
    r"\d{1,3}|[-—–·.\s]+\d{1,4}[-—–·.\s]+|第\s*[\d一二三四五六七八九十百]{1,5}\s*页[\s,，/]*([(（]?共\s*[\d一二三四五六七八九十百]+\s*页[)）]?)?"
    r"|(page\s*)?\d{1,4}\s*(/|of)\s*\d{1,4}(\s*页)?|共\s*\d+\s*页"
)
_COUNTER: Final = re.compile(
    r".{0,40}(阅读|浏览|点击|访问|播放|评论|收藏|点赞|人气)((量|数|次数|率)\s*[:：(（]?|\s*[:：(（]|\s)\s*\d+[\d,.万+]*\s*(次|人|条|个)?[)）]?.{0,40}"
)
_PLACE: Final = re.compile(r"(您|你)?(的|所在|现在|当前|目前)*(的)?位置\s*(是)?\s*[:：].*|当前栏目[:：].*")
_EDITOR: Final = re.compile(
    r"[（(【\[]?\s*(责任编辑|责任校对|责编|编辑|审核|校对|初审|复审|终审|初核|复核|监制|排版|美编|美术编辑|版式设计|版面设计|制图|图编|值班(主任|编委|编辑|总编)|统筹|策划"
    r"|编校|编审|[一二三]审(一校|二校|三校)?|签发|录入|上传|供稿审核|网络编辑|网页编辑|来源编辑|实习生|制作|出品|排版设计|编发|发布人|信息员|审稿|主编|总编辑)\s*"
    r"(人|者|单位)?\s*([:：/丨|]|\s(?=\S{2,4}(\s|$))).*"
)
_COPYRIGHT: Final = re.compile(
    r"版权所有|copyright|©|all rights? reserved|icp\s*(备|证)|公网安备|网站标识码|备案(编)?号"
    r"|(视听节目|互联网新闻信息).{0,8}许可证"
    r"|(建议|推荐)(使用|采用|您使用).{0,30}(浏览器|分辨率)|未经.{0,12}(授权|许可|允许|同意).{0,12}(转载|使用|复制)|邮编[:：]?\s*\d{6}"
    r"|经营许可证|不良信息举报"
)
_DISCLAIMER: Final = re.compile(
    r"[【\[（(]?(免责声明|特别声明|版权声明|转载声明|郑重声明|网站声明|来源声明|声明|注意事项|温馨提示)[】\])）]?\s*[:：]"
    r".*(版权|转载|侵权|原作者|本(网|站|号|平台)|删除|观点).*"
    r"|.*(如有|若有|如涉|如果).{0,12}(侵权|版权|异议|疑义).{0,30}(联系|删除|告知).*"
    r"|.*本(网站|网|站|公众号|平台|号)(所)?(刊登|转载|发布|登载).{0,40}(版权|不代表|仅供|目的).*"
    r"|.*凡(本网|注明).{0,60}(转载|来源|版权).*"
)
_FOLLOW: Final = re.compile(
    r".{0,30}(长按|扫描|扫码|识别|点击(上方|下方|右上角|蓝字|标题|左下角)|戳|关注).{0,16}(二维码|公众号|微信|视频号|关注(我们)?|蓝字|阅读原文|客户端|app|了解更多|查看更多).{0,40}"
    r"|.{0,16}(点个|点亮|给个).{0,6}(在看|赞).{0,20}|欢迎.{0,10}(关注|订阅|投稿|转发|留言).{0,60}|投稿(邮箱|方式|热线|信箱)[:：]?.*"
    r"|.{0,6}(更多精彩|更多内容|精彩内容).{0,30}|(请)?(在)?微信(中)?(搜索|打开).{0,30}|.{0,10}(进群|加群|入群|加微信|加好友).{0,60}"
    r"|(点击|立即|马上|请)?(下载|打开|安装)\s*[“\"]?.{1,12}[”\"]?\s*(客户端|app)(\s*[,，:：。！!].{0,30}|\s.{0,30})?"
    r"|本文(已)?(开通|设置).{0,20}|继续滑动.{0,10}|.{0,10}下滑.{0,8}(查看|阅读|更多).{0,10}"
)
_ADVERT: Final = re.compile(
    r"[【\[（(]?\s*(广告|推广|赞助|赞助商|广告位|广告位招租|商业推广|advertisement|sponsored)\s*[】\])）]?([:：].{0,120})?"
    r"|.*(限时|火热|热卖|特价|优惠|促销|招商加盟|包邮|秒杀|免费领取|代写|代发|论文发表咨询|刷题|押题|报名咨询|一键下载).{0,80}(电话|热线|微信|qq|咨询|点击|扫码|领取|抢购|下单).*"
)
_NUMBER: Final = re.compile(
    r"(?<!\d)(0\d{2,3}\s*[-—－)）]?\s*\d{7,8}|1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|[48]00[\s-]?\d{3,4}[\s-]?\d{3,4}|123\d{2})(?!\d)"
)
_CONTACT: Final = re.compile(r"电话|热线|传真|手机|联系|咨询|举报|tel|qq|邮箱|e-?mail|地址|微信", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"(地址|通讯地址|联系地址|邮箱|电子邮箱|e-?mail|传真|qq|qq群|微信号|微信|联系人|联系方式|联系电话|网址)\s*[:：].*|.{0,30}[\w.+-]+@[\w-]+\.[\w.]+.{0,20}",
    re.IGNORECASE,
)
_TAGS: Final = re.compile(
    r"[【\[]?(标签|tags?|关键字|关键词|所属(栏目|分类|专题)|栏目|分类|专题|索引号|主题分类|发文字号索引)[】\]]?\s*[:：].*"
)
_FOOT: Final = re.compile(
    r".*(主办|承办|协办|技术支持|运维|维护|运营)(单位)?\s*[:：].*|.{0,20}(邮编|邮政编码).*|.{0,12}网站.{0,6}"
    r"|附件\s*[:：]?|[（(]?(end|the end|完|全文完|正文结束)[)）]?"
)
_MENU: Final = re.compile(r"首页|新闻|要闻|专题|视频|图片|机构|动态|公开|服务|互动|登录|频道|下载|论坛|博客|政务|概况")
_LINKS: Final = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
TURNS: Final = re.compile(
    r"[【\[]?\s*(相关(推荐|阅读|链接|新闻|文章|报道|资料|资讯|内容|专题|稿件)|猜你喜欢|喜欢此内容的人还(喜欢|看了).*|你可能(还|也)?(喜欢|感兴趣)|推荐(阅读|文章|新闻|内容)?|推荐中.*|延伸阅读|扩展阅读|拓展阅读"
    r"|更多.{0,8}(新闻|推荐|阅读|内容|资讯|文章)?|热(门|点)?(推荐|新闻|文章|排行|词|搜|点|评)+|精彩(推荐|图片|图集|内容)|大家都在(看|搜)|为您推荐|今日(热点|推荐|头条)|头条推荐"
    r"|往期(回顾|推荐|精选|精彩|文章)|(阅读|点击|新闻|热门|一周)排行(榜)?|最新(文章|资讯|发布|新闻|更新|动态)|友情链接|网友(评论|热评)|发表评论|评论区|全部评论|最新评论|精选留言"
    r"|图片新闻|站内搜索|专题专栏|相关附件|分享让更多人看到|(新闻|专题)推荐|编辑推荐|视频推荐|党建要闻|时政要闻)\s*[】\]]?\s*[:：>＞»]*"
)
_NEIGHBOUR: Final = re.compile(
    r"[【\[]?(上|下|前|后)(一)?(篇|条|则)(文章|新闻)?[】\]]?\s*[:：].{0,100}"
    r"|(没有了|已经是(第一|最后)(篇|条)).{0,10}"
)
_SITE: Final = r"(?:图书馆|文库|网站?|在线|平台|公众号|客户端|论坛|频道|app)"
_SLOGAN: Final = re.compile(
    rf"(?:^|(?<=[。！？!?；;”]))[^。！？!?；;,，、：:“”《》]{{2,20}}[,，]?\s*尽在[^。！？!?；;,，、：:“”《》]{{0,12}}?{_SITE}[。！!]?"
)
# The printed issue below a text: 《某某日报》（2025年03月08日 07版）
_ISSUED: Final = re.compile(
    r"《\s*[^《》]{2,20}\s*》\s*[（(]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,16}版\s*[)）]"
)
_COMMENTS: Final = re.compile(r"(网友|最新|热门|全部)(评论|留言|热评)\s*[:：(（].{0,60}")
_MOST: Final = 400  # signs: longer lines are text, whatever words they hold


def is_dressing(line: str) -> bool:
    """Tell whether the line belongs to the page, not to the text."""
    low = fold(line).strip()
    if len(low) > _MOST:
        return False
    if len(low) <= 80 and (_EDITOR.fullmatch(low) or _TAGS.fullmatch(low)):
        return True
    whole = (_PAGE_NUMBER, _PLACE, _DISCLAIMER, _FOLLOW, _ADVERT, _NEIGHBOUR, _ISSUED, _COMMENTS, TURNS)
    return (
        any(pattern.fullmatch(low) for pattern in whole)
        or (len(low) <= 60 and bool(_COUNTER.fullmatch(low)) and not is_sentence(low))
        or (bool(_COPYRIGHT.search(low)) and not _is_talk(low))
        or is_contact(low)
        or _is_bar(low)
    )


def without_slogan(line: str) -> tuple[str, str]:
    """Return the line without what a site says of itself at its beginning or behind a full stop, and what that was.

    Some sites glue such words to a paragraph in the middle of a text: “期刊查询,尽在某某图书馆广大党员…”. Only
    where running text is left: a line that is all slogan is dressing of its own.
    """
    found = _SLOGAN.search(line)  # not folded: folding may change the length
    if found is None:
        return line, ""
    left = line[: found.start()] + line[found.end() :]
    return (left, found.group()) if is_sentence(left) else (line, "")


def _is_talk(low: str) -> bool:
    """A paragraph about copyright is no copyright line: it is long and has several full stops."""
    return low.count("。") >= 3


def is_contact(low: str) -> bool:
    """Tell whether a folded line says how to reach somebody, or sells something by telephone."""
    if _ADDRESS.fullmatch(low) and len(low) <= 120:
        return True
    found = _NUMBER.search(low)
    if not found or not _CONTACT.search(low):
        return False
    return len(low) <= 60 or (low.count("。") <= 1 and found.start() > len(low) * 0.6)


def _is_bar(low: str) -> bool:
    """Tell whether the line is a bar of links or buttons."""
    left = _LINKS.sub("", low)
    if left != low and not _REST.sub("", left):
        return True
    if not _REST.sub("", _WIDGETS.sub("", low)):
        return True
    if is_sentence(low) or re.search(r"[。；，：:]|\d{4}", low):
        return False
    parts = [part for part in _SEPARATORS.split(low) if part]
    if len(parts) >= 2 and re.match(r"(返回)?.{0,6}首页|主页", parts[0]):
        return True
    if len(parts) >= 4 and all(len(part) <= 10 for part in parts):
        return True
    words = low.split()
    return len(words) >= 5 and all(len(word) <= 8 for word in words) and len(_MENU.findall(low)) >= 2


def is_turn(line: str) -> bool:
    """Tell whether from this line on other articles are announced."""
    return bool(TURNS.fullmatch(fold(line).strip()))


def is_foot(line: str) -> bool:
    """Tell whether a line behind the text belongs to the page; within a text the same words may be text."""
    low = fold(line).strip()
    return is_dressing(line) or bool(_FOOT.fullmatch(low)) or (len(low) <= 120 and bool(_NUMBER.search(low)))
