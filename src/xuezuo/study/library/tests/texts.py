"""Texts in our own words, and the dressings that sites put around them. Places and people are invented."""

TITLE = "青禾县把党课搬到田间地头"
PARAGRAPHS = (
    "春耕以来，青禾县各村党支部不再只在会议室里讲党课，而是把课堂搬到了田埂上、大棚里。党员们说，这样的课听得懂、记得住、用得上。",
    "在柳树屯村，支部书记带着二十多名党员站在秧苗旁边，从一株苗的长势讲起，讲到怎样管好合作社的账目，怎样把每一笔分红公示清楚。",
    "从一株苗讲到一本账",
    "党员们先看现场，再对照党章里党员义务的八条规定，一条一条说自己做到了没有。做得不够的，当场认领一件事，月底在支部大会上报告结果。",
    "镇党委没有要求统一的教案，只提出三条：讲身边的事，说自己的话，留下能办的事项。两个月来，十七个支部讲了四十一次课，办结群众反映的事项六十三件。",
    "一位老党员听完课后说，过去听课是任务，现在听课是商量，商量出来的办法大家都愿意照着做。县委组织部准备把这些课的提纲整理出来，供其他乡镇参考。",
)
BODY = "\n".join(PARAGRAPHS)
OTHER_TITLE = "云岭镇清理闲置校舍建起党员服务点"
OTHER = (
    "云岭镇有五所停办多年的村小学，房子空着，院子长草。去年秋天，镇党委同教育部门商量，把其中三所收拾出来，改成党员服务点。",
    "服务点每周三、周六开门，由附近三个支部的党员轮流值班，代办医保缴费、寄取包裹、打印材料。值班记录贴在墙上，谁办的、办没办成，一看便知。",
    "半年下来，三个服务点办事一千二百多件。镇里算了一笔账，修缮花的钱不到新建一处的三成，群众少跑的路却有几千里。",
)
TRADITIONAL_TITLE = "青禾縣把黨課搬到田間地頭"
TRADITIONAL = (
    "春耕以來，青禾縣各村黨支部不再只在會議室裡講黨課，而是把課堂搬到了田埂上、大棚裡。黨員們說，這樣的課聽得懂、記得住、用得上。",
    "在柳樹屯村，支部書記帶著二十多名黨員站在秧苗旁邊，從一株苗的長勢講起，講到怎樣管好合作社的賬目，怎樣把每一筆分紅公示清楚。",
    "從一株苗講到一本賬",
    "黨員們先看現場，再對照黨章裡黨員義務的八條規定，一條一條說自己做到了沒有。做得不夠的，當場認領一件事，月底在支部大會上報告結果。",
    "鎮黨委沒有要求統一的教案，只提出三條：講身邊的事，說自己的話，留下能辦的事項。兩個月來，十七個支部講了四十一次課，辦結群眾反映的事項六十三件。",
    "一位老黨員聽完課後說，過去聽課是任務，現在聽課是商量，商量出來的辦法大家都願意照著做。縣委組織部準備把這些課的提綱整理出來，供其他鄉鎮參考。",
)


def wrapped_in(paragraphs: tuple[str, ...], tag: str = "p") -> str:
    """Return the paragraphs as HTML."""
    return "\n".join(f"<{tag}>　　{one}</{tag}>" for one in paragraphs)


# The same article from five sites. Each shows another habit of Chinese sites.
PORTAL = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_青禾先锋网</title>
<meta name="keywords" content="党课"><script>var a=1;</script></head><body>
<div class="top"><a href="/">首页</a> | <a href="/a">新闻</a> | <a href="/b">党建</a>
| <a href="/c">视频</a> | <a href="/d">专题</a></div>
<div class="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/dj">党建动态</a> &gt; 正文</div>
<div class="main"><h1>{TITLE}</h1>
<div class="info">发布时间：2024-04-18 09:30　来源：青禾日报　作者：陆远
　浏览次数：<span>1024</span> 次　字号：<a>大</a> <a>中</a> <a>小</a></div>
<div class="share">分享到：<a>微信</a><a>微博</a><a>QQ空间</a></div>
<div class="content">{wrapped_in(PARAGRAPHS)}
<p>（责任编辑：某甲）</p></div>
<div class="ewm">扫一扫在手机打开当前页</div>
<div class="rel"><h3>相关阅读</h3><ul><li><a href="/1">某镇召开动员部署会议推进重点工作落实</a></li>
<li><a href="/2">某局开展主题党日活动凝聚力量</a></li></ul></div>
<div>上一篇：<a>某村修好了灌渠</a></div><div>下一篇：<a>某社区办起了食堂</a></div></div>
<div class="foot">版权所有：青禾先锋网 联系电话：0455-1234567 邮编：152000<br>
黑ICP备00000000号-1 建议使用1024*768分辨率浏览</div>
</body></html>"""

GOVERNMENT = f"""<html><head><title>{TITLE}-青禾县人民政府</title><meta name="ArticleTitle" content="{TITLE}">
<meta name="PubDate" content="2024-04-19 08:00"><meta name="ContentSource" content="县委组织部"></head><body>
<nav><ul><li><a>政务公开</a></li><li><a>政务服务</a></li><li><a>互动交流</a></li></ul></nav>
<table><tr><td><h2>{TITLE}</h2></td></tr>
<tr><td>日期：2024年4月19日 来源：县委组织部 【字体：大 中 小】【打印】【关闭】</td></tr>
<tr><td><div id="zoom">{"<br><br>　　".join(PARAGRAPHS)}</div></td></tr></table>
<div>附件：</div><div>主办：青禾县人民政府办公室　承办：青禾县信息中心　网站标识码：0000000000</div></body></html>"""

WECHAT = f"""<html><head><title></title><meta property="og:title" content="{TITLE}"></head><body>
<h1 class="rich_media_title">{TITLE}</h1><div><span>陆远</span> <span>青禾组工</span> <em>2024-04-20 18:05</em></div>
<div id="js_content"><section><p><span>点击上方蓝字关注我们</span></p></section>
{wrapped_in(PARAGRAPHS, "section")}
<section>END</section><section><p>来源：青禾日报</p><p>编辑：某乙　审核：某丙</p>
<p>长按识别二维码关注“青禾组工”</p><p>点个“在看”分享给更多人</p></section></div>
<div>阅读原文</div><div>阅读 2048</div><div>喜欢此内容的人还喜欢</div></body></html>"""

MILL = f"""<html><head><title>{TITLE}_陆远 - 某某文库</title></head><body>
<div><a>登录</a><a>注册</a><a>搜索</a></div><div>广告</div>
<div class="ad">论文发表咨询，快速见刊，咨询电话：400-000-0000，微信扫码领取优惠</div>
<h1>{TITLE}_陆远</h1><div>更新时间：2024/4/25　阅读：300</div>
<div>{wrapped_in(PARAGRAPHS)}</div><div>标签：; ; ; 党课;</div><div>下载Doc文档</div><div>猜你喜欢</div>
<ul><li><a>关于加强学习的几点体会</a></li><li><a>浅谈基层工作方法</a></li></ul>
<div>免责声明：本站所有文章版权归原作者所有，如有侵权请联系删除。</div></body></html>"""

PLAIN = f"""返回首页 | 青禾党建网

党建动态

{TITLE}

来源：青禾日报  发布时间：2024年04月18日

陆远

{chr(10).join(PARAGRAPHS)}

学习专栏

学习专栏

审核：某丁  编辑：某戊
Copyright © 2010-2024 青禾党建网 版权所有
"""
SITES = {"portal.html": PORTAL, "gov.htm": GOVERNMENT, "wechat.html": WECHAT, "mill.html": MILL, "plain.txt": PLAIN}
