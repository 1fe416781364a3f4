package org.recu.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Advances by ten seconds with every look at it. */
  private final Clock clock =
      new Clock() {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
          Instant result = now;
          now = now.plusSeconds(10);
          return result;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  @Test
  void line_andError_goToTheirStreams() {
    Console console = console(OptionalInt.empty());
    console.line("result");
    console.error("mistake");
    assertThat(out.toString(UTF_8)).isEqualTo("result\n");
    assertThat(err.toString(UTF_8)).isEqualTo("mistake\n");
  }

  @Test
  void bar_noTerminal_writesNothing() {
    Console console = console(OptionalInt.empty());
    try (Bar bar = console.bar("epoch 0", 10, 0)) {
      bar.step(5, "loss 1.0");
      console.line("between");
    }
    assertThat(console.isTerminal()).isFalse();
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(out.toString(UTF_8)).isEqualTo("between\n");
  }

  @Test
  void bar_terminal_keepsToOneLineOfStandardErrorAndLeavesItEmpty() {
    Console console = console(OptionalInt.of(60));
    try (Bar bar = console.bar("epoch 0", 10, 0)) {
      bar.step(10, "loss 1.0 and much more to say than there is room for on this line");
    }
    String drawn = err.toString(UTF_8);
    assertThat(drawn).startsWith("\repoch 0 10/10  0:00 left  loss").doesNotContain("\n");
    assertThat(drawn).endsWith("\r" + " ".repeat(59) + "\r");
    assertThat(Arrays.stream(drawn.split("\r", -1)).mapToInt(String::length).max().orElseThrow())
        .isLessThan(60);
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void bar_aStepOfFour_showsHowFarAndHowLong() {
    Console console = console(OptionalInt.of(60));
    try (Bar bar = console.bar("epoch 0", 400, 0)) {
      bar.step(100, "loss 1.0");
      assertThat(err.toString(UTF_8))
          .isEqualTo("\repoch 0 [=====>              ] 100/400  0:30 left  loss 1.0");
    }
  }

  @Test
  void bar_goesOnAfterABreak_timesItsOwnStepsAlone() {
    Console console = console(OptionalInt.of(60));
    try (Bar bar = console.bar("epoch 0", 400, 390)) {
      bar.step(390, "");
      bar.step(391, "");
      assertThat(err.toString(UTF_8)).contains("390/400  -:-- left", "391/400  3:00 left");
    }
  }

  @Test
  void bar_stepsThatFollowAtOnce_areDrawnNowAndThen() {
    Clock still = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    PrintStream stream = new PrintStream(err, true, UTF_8);
    Console console = new Console(stream, stream, OptionalInt.of(60), still);
    try (Bar bar = console.bar("epoch 0", 4, 0)) {
      for (int done = 1; done <= 4; done++) {
        bar.step(done, "");
      }
      assertThat(err.toString(UTF_8)).contains(" 1/4", " 4/4").doesNotContain(" 2/4", " 3/4");
    }
  }

  @Test
  void line_whileTheBarStands_comesOnAnEmptyLine() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(screen, true, UTF_8);
    Console console = new Console(both, both, OptionalInt.of(60), clock);
    try (Bar bar = console.bar("epoch 0", 10, 0)) {
      bar.step(1, "");
      console.line("saved");
    }
    console.line("done");
    String[] lines = screen.toString(UTF_8).split("\n", -1);
    assertThat(lines).hasSize(3);
    // What stands on a line of a terminal is what comes after the last carriage return.
    assertThat(lines[0].substring(lines[0].lastIndexOf('\r') + 1)).isEqualTo("saved");
    assertThat(lines[1]).startsWith("\repoch 0 [").endsWith("\rdone");
  }

  @ParameterizedTest
  @CsvSource({", -1", "'', -1", "x, -1", "0, -1", "19, -1", "20, 20", " 132 , 132"})
  void columns_valueOfTheLauncher_isAWidthOrNone(String value, int expected) {
    assertThat(Console.columns(value))
        .isEqualTo(expected < 0 ? OptionalInt.empty() : OptionalInt.of(expected));
  }

  private Console console(OptionalInt columns) {
    return new Console(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), columns, clock);
  }
}
