package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A failed call of the program: an exit code, one line on standard error, nothing on standard
 * output, and nothing changed.
 *
 * @param words the command line
 * @param program the result
 */
record Refusal(String words, Program program) {

  /**
   * Runs the program, which must fail.
   *
   * @param exitCode the expected exit code
   * @param place the folder in which nothing may change
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

  /** Asserts that the error line contains all of these. */
  void names(Object... parts) {
    for (Object part : parts) {
      assertThat(program.err()).as(words).contains(part.toString());
    }
  }
}
