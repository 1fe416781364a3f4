package org.recu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * The result of running the whole program once inside this JVM.
 *
 * @param exitCode the exit code
 * @param out standard output
 * @param err standard error
 */
record Program(int exitCode, String out, String err) {

  /** Runs the program to its end. */
  static Program run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Recu.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), words);
    return new Program(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Runs the program to its end, with the arguments in a line. */
  static Program runLine(String line) {
    return run(line.split(" ", -1));
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
