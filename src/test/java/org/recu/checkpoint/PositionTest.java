package org.recu.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PositionTest {

  @ParameterizedTest
  @CsvSource({
    "4, 0, epoch-0003",
    "4, 120, epoch-0004-step-000120",
    "0, 1, epoch-0000-step-000001",
    "0, 0, epoch-0000-step-000000",
    "1, 0, epoch-0000",
    "10000, 0, epoch-9999",
    "10001, 0, epoch-10000",
    "12345, 1234567, epoch-12345-step-1234567",
  })
  void folderName_andBack(int epoch, int step, String name) {
    Position position = new Position(epoch, step);
    assertThat(position.folderName()).isEqualTo(name);
    assertThat(Position.parse(name)).contains(position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "epoch-3",
        "epoch-00003",
        "epoch-0003-step-12",
        "epoch-0003-step-000000",
        "epoch-0003-old",
        ".writing-epoch-0003",
        "epoch--001",
        "epoch-99999999999",
        "Epoch-0003"
      })
  void parse_otherNames_areNone(String name) {
    assertThat(Position.parse(name)).isEmpty();
  }

  @Test
  void compareTo_ordersByTrainingDone_notByText() {
    List<String> inOrder =
        List.of(
            "epoch-0000-step-000000",
            "epoch-0000-step-000120",
            "epoch-0000",
            "epoch-0001-step-999999",
            "epoch-0001-step-1000000",
            "epoch-0001",
            "epoch-9999",
            "epoch-10000");
    Stream<String> sorted =
        Stream.of(inOrder.toArray(String[]::new))
            .sorted()
            .map(name -> Position.parse(name).orElseThrow())
            .sorted()
            .map(Position::folderName);
    assertThat(Arrays.asList(sorted.toArray())).isEqualTo(inOrder);
  }

  @Test
  void constructor_negative_isRefusedWithTheValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Position(-1, 0))
        .withMessage("epoch (-1) must be at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Position(0, -2))
        .withMessage("step (-2) must be at least 0");
  }
}
