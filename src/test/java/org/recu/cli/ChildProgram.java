package org.recu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The whole program in a process of its own, for what ends a process. The lines it writes are the
 * clock by which a test acts. Killed when it is closed, if it still runs.
 */
final class ChildProgram implements AutoCloseable {

  private static final int HANG_UP = 1;
  private static final int INTERRUPT = 2;
  private static final int TERMINATE = 15;

  private final Process process;
  private final BufferedReader out;
  private final BufferedReader err;

  private ChildProgram(Process process) {
    this.process = process;
    out = process.inputReader(UTF_8);
    err = process.errorReader(UTF_8);
  }

  /** Starts it. */
  static ChildProgram start(String... words) throws IOException {
    return start(List.of(), Map.of(), words);
  }

  /**
   * Starts a training that stands still after a step until it is released.
   *
   * @param step number of the step, from 1 over the whole call
   */
  static ChildProgram startHeldAfter(int step, String... words) throws IOException {
    return start(HeldTraining.class, List.of(), Map.of(), held(step, words));
  }

  /** The same, started as {@code nohup} does. */
  static ChildProgram startHeldAfterWithoutHangUp(int step, String... words) throws IOException {
    List<String> launcher = List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh");
    return start(HeldTraining.class, launcher, Map.of(), held(step, words));
  }

  private static String[] held(int step, String... words) {
    List<String> all = new ArrayList<>(List.of(Integer.toString(step)));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }

  /** Lets a held training continue. */
  void release() throws IOException {
    process.getOutputStream().close();
  }

  /** Starts it in an environment that says no more of terminal and build server than this. */
  static ChildProgram startIn(Map<String, String> environment, String... words) throws IOException {
    return start(List.of(), environment, words);
  }

  /**
   * Starts it with no file allowed to grow beyond a size.
   *
   * @param blocks of 512 bytes, as POSIX has it; some shells take 1024
   */
  static ChildProgram startWithSmallFiles(int blocks, String... words) throws IOException {
    return start(
        List.of("sh", "-c", "ulimit -f %d; exec \"$@\"".formatted(blocks), "sh"), Map.of(), words);
  }

  private static ChildProgram start(
      List<String> launcher, Map<String, String> environment, String... words) throws IOException {
    return start(Recu.class, launcher, environment, words);
  }

  private static ChildProgram start(
      Class<?> main, List<String> launcher, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher starts it, and with the compiler that is ready first.
    command.addAll(List.of("-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("CI", "RECU_COLUMNS"));
    builder.environment().putAll(environment);
    return new ChildProgram(builder.start());
  }

  /** Reads standard output until a line begins so. */
  void awaitLine(String beginning) throws IOException {
    await(out, beginning);
  }

  /** The next line of standard error. */
  String nextError() throws IOException {
    return err.readLine();
  }

  private void await(BufferedReader lines, String beginning) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(beginning)) {
        return;
      }
    }
    throw new AssertionError("the program never said \"" + beginning + "\"; " + errors());
  }

  /** Ends it as a power cut would: it gets no chance to do anything. */
  void kill() {
    process.destroyForcibly();
  }

  /** Asks it to stop, as a batch system does. */
  void terminate() {
    // Not Process.destroy, which closes the streams as well.
    process.toHandle().destroy();
  }

  /** Asks it to stop, as Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  /** Sends it a signal. */
  void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
  }

  /** Whether it ignores the signal of a closed terminal. */
  boolean ignoresHangUp() throws IOException {
    return signals("SigIgn").contains(HANG_UP);
  }

  /**
   * Whether Ctrl-C reaches it: what a shell without job control starts in the background ignores
   * Ctrl-C, and so does all that it starts.
   */
  boolean takesInterrupts() throws IOException {
    return !signals("SigIgn").contains(INTERRUPT);
  }

  /**
   * Whether it has a handler of its own for the signal that asks it to stop. Where the system does
   * not say so, it has none.
   */
  boolean handlesTermination() throws IOException {
    return signals("SigCgt").contains(TERMINATE);
  }

  /** Numbers of the signals in a line of the process's status. */
  private Set<Integer> signals(String name) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return Set.of();
    }
    Optional<String> line =
        Files.readAllLines(status).stream().filter(text -> text.startsWith(name + ":")).findFirst();
    long mask = Long.parseUnsignedLong(line.orElseThrow().split("\\s+", -1)[1], 16);
    return IntStream.rangeClosed(1, Long.SIZE)
        .filter(signal -> (mask >>> (signal - 1) & 1) == 1)
        .boxed()
        .collect(Collectors.toSet());
  }

  /** The lines of standard output that are still to come, to its end. */
  List<String> rest() {
    return out.lines().toList();
  }

  /** The lines of standard error that are still to come, to its end. */
  List<String> errors() {
    return err.lines().toList();
  }

  /** What standard error holds from here to its end, as it is. */
  String everythingOnStandardError() throws IOException {
    StringWriter text = new StringWriter();
    err.transferTo(text);
    return text.toString();
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    out.close();
    err.close();
  }
}
