import pytest
from spacy.language import Language

from bot.nlu.names import name_pipeline
from knowledge.curation import Curation


@pytest.fixture(scope="module")
def nlp(curation: Curation) -> Language:
    return name_pipeline(curation)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("那环保局呢", [("department", "环境保护局")]),
        ("生态环境局是不是管这个", [("department", "环境保护局")]),
        ("经侦大队在哪", [("unit", "经济犯罪侦察大队")]),
        (
            "找城管还是找应急管理局",
            [("department", "城乡规划和城市管理行政执法局"), ("department", "安全生产监督管理局")],
        ),
        ("交通运输管理局管啥", [("department", "交通运输局")]),
        ("今天天气好", []),
    ],
)
def test_any_name_leads_to_the_documents_own(nlp: Language, question: str, found: list[tuple[str, str]]) -> None:
    assert [(span.label_, span.ent_id_) for span in nlp(question).ents] == found
