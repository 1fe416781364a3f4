package org.recu.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code recu benchmark}, repeated until the process ends. Only the first time prints, so a signal
 * that is sent after a line of it always meets a measurement, however slow the machine is.
 */
final class EndlessBenchmark {

  private EndlessBenchmark() {}

  /** Takes the command line. */
  public static void main(String[] arguments) {
    StopSignal.leaveToSystem();
    int code = Recu.run(System.out, System.err, arguments);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    while (code == Recu.DONE) {
      code = Recu.run(nowhere, System.err, arguments);
    }
    System.exit(code);
  }
}
