"""Where a quotation is from, in a line or two: title, sections, source, date, address."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.article.model import Article
from jpreader.layout.dates import date_label


def citation(article: Article, sections: Sequence[str] = ()) -> str:
    """The source of what was copied from some sections, given by their ids; of the article, without any.

    `— “Title”, Section. Source, 9 Apr 2024.`, in Japanese `—「題」節。出典、2024年4月9日。`, and the address below.
    """
    japanese = article.language.split("-")[0] == "ja"
    titles = [article.by_section[id].title for id in sections if id in article.by_section]
    named = titles[:1] + titles[-1:] if len(titles) > 1 else titles
    source = article.source
    date = article.updated or article.published
    facts = [source.name if source else "", date_label(date, article.language) if date else ""]
    origin = [fact for fact in facts if fact]
    if japanese:
        lines = [f"—「{article.title}」{'〜'.join(named)}。" + ("、".join(origin) + "。" if origin else "")]
    else:
        where = f", {' – '.join(named)}" if named else ""
        lines = [f"— “{article.title}”{where}." + (f" {', '.join(origin)}." if origin else "")]
    if source and source.url:
        lines.append(source.url)
    return "\n".join(lines)
