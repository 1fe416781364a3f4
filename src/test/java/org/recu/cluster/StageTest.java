package org.recu.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class StageTest {

  @Test
  void of_allSucceed_theResult() throws IOException {
    assertThat(Stage.<String>of(ScriptedTeam.ofTexts(1, "", "mine", ""), () -> "done"))
        .isEqualTo("done");
  }

  @Test
  void of_anotherFails_itsSentenceAndName() {
    assertThatThrownBy(() -> Stage.of(ScriptedTeam.ofTexts(0, "", "no such file"), () -> "done"))
        .isInstanceOf(ClusterException.class)
        .hasMessage("worker 1: no such file");
  }

  @Test
  void of_thisOneFails_itsOwnFailureAfterTellingTheOthers() {
    ScriptedTeam team = ScriptedTeam.ofTexts(1, "", "");
    IOException failure = new IOException("disk full");
    assertThatThrownBy(
            () ->
                Stage.of(
                    team,
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(team.told()).containsExactly("disk full");
  }

  @Test
  void requireEqual_aDifference_namesBothSides() {
    assertThatThrownBy(
            () ->
                Stage.requireEqual(
                    ScriptedTeam.ofTexts(0, "1.4", "1.4", "1.3"), "1.4", Stage.in("the version")))
        .isInstanceOf(ClusterException.class)
        .hasMessage("the version differs: worker 0 has 1.4, worker 2 has 1.3");
  }

  @Test
  void requireEqual_noDifference_nothing() throws ClusterException {
    ScriptedTeam team = ScriptedTeam.ofTexts(0, "1.4", "1.4");
    Stage.requireEqual(team, "1.4", Stage.in("the version"));
    assertThat(team.told()).containsExactly("1.4");
  }
}
