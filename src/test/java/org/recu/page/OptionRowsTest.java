package org.recu.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recu.run.Machine;
import org.recu.run.RunConfig;
import org.recu.run.Versions;

final class OptionRowsTest {

  @Test
  void differing_ofThree_hasWhatIsNotTheSameEverywhere() {
    RunConfig first =
        config("17", "save", "a", "lr", 0.1, "warm_up", true, "lr_decay_step", List.of(30, 60));
    RunConfig second = config("17", "save", "b", "lr", 0.1, "warm_up", false, "teacher", null);
    RunConfig third = config("21", "save", "c", "lr", 0.1, "warm_up", true, "teacher", "resnet34");
    assertThat(OptionRows.differing(List.of(first, second, third)))
        .containsExactly(
            row("warm_up", "on", "off", "on"),
            row("lr_decay_step", "30 60", "–", "–"),
            row("teacher", "–", "–", "resnet34"),
            row("java", "17", "17", "21"));
  }

  @Test
  void all_ofOne_hasEveryOptionThenVersionsAndMachine() {
    assertThat(OptionRows.all(List.of(config("17", "save", "a", "seed", 7))))
        .containsExactly(
            row("save", "a"),
            row("seed", "7"),
            row("recu", "1"),
            row("tensorflow", "2"),
            row("java", "17"),
            row("machine", "Linux amd64"),
            row("processor", "2 x abacus"));
  }

  private static OptionRows.Row row(String option, String... values) {
    return new OptionRows.Row(option, List.of(values));
  }

  /** A config with the given options, as alternating names and values. */
  private static RunConfig config(String java, Object... options) {
    Map<String, Object> map = new LinkedHashMap<>();
    List<Object> list = Arrays.asList(options);
    for (int i = 0; i < list.size(); i += 2) {
      map.put((String) list.get(i), list.get(i + 1));
    }
    return new RunConfig(
        map, new Versions("1", "2", java), new Machine("Linux", "amd64", 2, "abacus"));
  }
}
