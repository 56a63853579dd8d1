from bot.channels.turn import Turn as Answered
from bot.evaluation.cases import Case, Turn
from bot.evaluation.playing import play


def test_a_dialogue_is_one_conversation_and_every_case_its_own() -> None:
    heard: list[tuple[str, str]] = []

    def ask(words: str, sender: str) -> Answered:
        heard.append((words, sender))
        return Answered("不客气", {"kind": "smalltalk"})

    talk = Turn("谢谢", "smalltalk")
    cases = [Case("V-1", "", (talk, Turn("身份证", "answer", ("duties/4/11",))), True), Case("Q-1", "", (talk,), False)]
    turns = list(play(cases, ask))
    assert [(t.case.id, t.number, t.verdict.right) for t in turns] == [
        ("V-1", 1, True),
        ("V-1", 2, False),
        ("Q-1", 1, True),
    ]
    assert heard[0][1] == heard[1][1] != heard[2][1]
