package org.recu.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Advances by ten seconds each time it is read. */
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

  /** For example, the signal thread warns while the training thread draws. */
  @Test
  void warning_otherThreadDrawsTheBar_neverMeetsIt() throws InterruptedException {
    PrintStream slow =
        new PrintStream(
            new FilterOutputStream(err) {
              @Override
              public void flush() {
                LockSupport.parkNanos(1_000);
              }
            },
            false,
            UTF_8);
    Console console = new Console(slow, slow, OptionalInt.of(60), clock);
    ProgressBar bar = console.bar("epoch 0", 1000, 0);
    Thread drawing =
        new Thread(
            () -> {
              for (int step = 1; step <= 1000; step++) {
                bar.step(step, "loss 1.0");
              }
              bar.close();
            });
    drawing.start();
    for (int i = 0; i < 1000; i++) {
      console.warning("warning " + i);
    }
    drawing.join();
    slow.flush();
    assertThat(Screen.of(err.toString(UTF_8), 60).lines())
        .filteredOn(line -> !line.isEmpty())
        .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "warning " + i).toList());
  }

  @Test
  void bar_noTerminal_writesNothing() {
    Console console = console(OptionalInt.empty());
    try (ProgressBar bar = console.bar("epoch 0", 10, 0)) {
      bar.step(5, "loss 1.0");
      console.line("between");
    }
    assertThat(console.hasBar()).isFalse();
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(out.toString(UTF_8)).isEqualTo("between\n");
  }

  @Test
  void bar_anyWidth_keepsToOneLineAndLeavesItEmpty() {
    for (int columns = 1; columns < 150; columns++) {
      err.reset();
      Console console = console(OptionalInt.of(columns));
      Screen during;
      try (ProgressBar bar = console.bar("epoch 0", 10, 0)) {
        bar.step(3, "loss 1.0 and much more to say than there is room for on most lines");
        bar.step(10, "loss 1.0");
        during = Screen.of(err.toString(UTF_8), columns);
      }
      assertThat(during.lines()).as("%d columns", columns).hasSize(1);
      assertThat(Screen.of(err.toString(UTF_8), columns).lines())
          .as("%d columns", columns)
          .containsExactly("");
      assertThat(out.toString(UTF_8)).isEmpty();
    }
  }

  @Test
  void bar_terminalBecameNarrower_keepsToOneLine() {
    Console console = console(OptionalInt.of(120));
    try (ProgressBar bar = console.bar("epoch 0", 10, 0)) {
      bar.step(3, "loss 1.0 and much more to say than there is room for");
      bar.step(4, "loss 1.0 and much more to say than there is room for");
    }
    assertThat(Screen.of(err.toString(UTF_8), 40).lines()).containsExactly("");
  }

  @Test
  void bar_aStepOfFour_showsHowFarAndHowLong() {
    Console console = console(OptionalInt.of(60));
    try (ProgressBar bar = console.bar("epoch 0", 400, 0)) {
      bar.step(100, "loss 1.0");
      assertThat(Screen.of(err.toString(UTF_8), 60).lines())
          .containsExactly("epoch 0 [=====>              ] 100/400  0:30 left  loss 1.0");
    }
  }

  @Test
  void bar_goesOnAfterABreak_timesItsOwnStepsAlone() {
    Console console = console(OptionalInt.of(60));
    try (ProgressBar bar = console.bar("epoch 0", 400, 390)) {
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
    try (ProgressBar bar = console.bar("epoch 0", 4, 0)) {
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
    try (ProgressBar bar = console.bar("epoch 0", 10, 0)) {
      bar.step(1, "");
      console.line("saved");
    }
    console.line("done");
    assertThat(Screen.of(screen.toString(UTF_8), 60).lines()).containsExactly("saved", "done", "");
  }

  @ParameterizedTest
  @CsvSource({
    "RESULT, result, error, false",
    "PROGRESS, result progress, warning error, true",
    "DETAIL, result progress detail, warning error, true"
  })
  void say_byRank_isSaidOrNot(Message.Rank least, String said, String told, boolean bar) {
    Console console = console(OptionalInt.of(60));
    console.speak(least, false);
    console.say(Message.result("r", Map.of(), "result"));
    console.say(Message.progress("progress"));
    console.say(Message.detail("d", Map.of(), "detail"));
    console.warning("warning");
    console.error("error");
    assertThat(out.toString(UTF_8).lines()).containsExactly(said.split(" ", -1));
    assertThat(err.toString(UTF_8).lines()).containsExactly(told.split(" ", -1));
    assertThat(console.hasBar()).isEqualTo(bar);
  }

  @Test
  void say_inObjects_isOneALineWithoutABar() {
    Console console = console(OptionalInt.of(60));
    console.speak(Message.Rank.PROGRESS, true);
    try (ProgressBar bar = console.bar("epoch 0", 10, 0)) {
      bar.step(5, "");
      console.say(Message.result("saved", Map.of("where", "a \"folder\""), "saved in it"));
    }
    console.error("mistake");
    console.line("{}");
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "{\"event\":\"saved\",\"time\":\"1970-01-01T00:00:00Z\","
                + "\"where\":\"a \\\"folder\\\"\"}\n{}\n");
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "{\"event\":\"error\",\"time\":\"1970-01-01T00:00:10Z\",\"text\":\"mistake\"}\n");
  }

  @ParameterizedTest
  @CsvSource({
    ", , -1",
    "'', , -1",
    "x, , -1",
    "0, , -1",
    "-7, , -1",
    "1, , 1",
    "20, '', 20",
    " 132 , false, 132",
    "132, true, -1",
    "132, 1, -1",
    "132, woodpecker, -1"
  })
  void columns_valueOfTheLauncherAndCi_isAWidthOrNone(String value, String ci, int expected) {
    assertThat(Console.columns(value, ci))
        .isEqualTo(expected < 0 ? OptionalInt.empty() : OptionalInt.of(expected));
  }

  private Console console(OptionalInt columns) {
    return new Console(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), columns, clock);
  }

  /** A name from a file must not command the terminal. */
  @Test
  void line_controlCharacters_areReplaced() {
    Console console = console(OptionalInt.empty());
    console.line("a\tb\u001b[2Jc\u009b1md\u0007");
    console.error("\u007fä");
    assertThat(out.toString(UTF_8)).isEqualTo("a\tb?[2Jc?1md?\n");
    assertThat(err.toString(UTF_8)).isEqualTo("?ä\n");
  }
}
