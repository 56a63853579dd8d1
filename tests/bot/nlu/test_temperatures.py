from pathlib import Path

from bot.nlu.classifiers import AskedClassifier, EmergencyClassifier, SubjectClassifier
from bot.nlu.temperatures import Temperatures, as_yaml, read_temperatures


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "temperatures.yml"
    fitted = {"SubjectClassifier": Temperatures(6.125, 5.5)}
    file.write_text("\n".join(as_yaml(fitted)), encoding="utf-8")
    assert read_temperatures(file) == fitted


def test_every_classifier_has_its_own() -> None:
    heads = (AskedClassifier, SubjectClassifier, EmergencyClassifier)
    assert set(read_temperatures()) == {head.__name__ for head in heads}
