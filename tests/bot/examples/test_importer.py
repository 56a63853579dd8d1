import copy
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter

from bot.examples.importer import ExampleImporter

FILE = """version: "3.1"
nlu:
  - intent: ask_unit
    metadata: {matter: dogs, voice: farmer}
    examples: |
      - 狗的事找谁
  - intent: greet
    metadata: {voice: farmer}
    examples: |
      - 你好
"""


def test_reads_what_rasas_own_importer_reads(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(FILE, encoding="utf-8")
    own = ExampleImporter(training_data_paths=[str(tmp_path)]).get_nlu_data("zh").training_examples
    rasas = RasaFileImporter(training_data_paths=[str(tmp_path)]).get_nlu_data("zh").training_examples
    assert [dict(message.data) for message in own] == [dict(message.data) for message in rasas]


def test_a_copy_of_an_example_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(FILE, encoding="utf-8")
    first = ExampleImporter(training_data_paths=[str(tmp_path)]).get_nlu_data("zh").training_examples[0]
    other = copy.deepcopy(first)
    other.set("text", "别的")
    assert first.get("text") == "狗的事找谁"
