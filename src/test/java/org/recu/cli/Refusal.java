package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How the program refuses: with an exit code, one line on standard error and none on standard
 * output, and without a change to anything.
 *
 * @param words what was typed
 * @param program what came of it
 */
record Refusal(String words, Program program) {

  /**
   * Runs the program, which must refuse.
   *
   * @param exitCode expected
   * @param place below which nothing may change
   */
  static Refusal of(int exitCode, Path place, String... words) throws IOException {
    Snapshot before = Snapshot.of(place);
    Refusal refusal = new Refusal(String.join(" ", words), Program.run(words));
    Program program = refusal.program;
    assertThat(program.err()).as(refusal.words).isNotEmpty();
    assertThat(program.errLines()).as(refusal.words).hasSize(1);
    assertThat(program.errLines().get(0)).as(refusal.words).startsWith("recu: ");
    assertThat(program.out()).as(refusal.words).isEmpty();
    assertThat(program.exitCode()).as(refusal.words + "\n" + program.err()).isEqualTo(exitCode);
    assertThat(Snapshot.of(place)).as(refusal.words).isEqualTo(before);
    return refusal;
  }

  /** Whether the line names all of these. */
  void names(Object... parts) {
    for (Object part : parts) {
      assertThat(program.err()).as(words).contains(part.toString());
    }
  }
}
