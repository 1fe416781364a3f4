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
 * The whole program in a separate process, for tests that end the process. Tests time their actions
 * by the lines it prints. Closing kills it if it is still running.
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

  /** Starts a benchmark that prints its result, then measures until the process ends. */
  static ChildProgram startEndlessBenchmark(String... words) throws IOException {
    return start(EndlessBenchmark.class, List.of(), Map.of(), words);
  }

  /**
   * Starts a training run that pauses after a step until it is released.
   *
   * @param step number of the step, from 1 over the whole call
   */
  static ChildProgram startHeldAfter(int step, String... words) throws IOException {
    return start(HeldTraining.class, List.of(), Map.of(), held(step, words));
  }

  /** Like {@link #startHeldAfter}, but started as {@code nohup} does. */
  static ChildProgram startHeldAfterWithoutHangUp(int step, String... words) throws IOException {
    List<String> launcher = List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh");
    return start(HeldTraining.class, launcher, Map.of(), held(step, words));
  }

  private static String[] held(int step, String... words) {
    List<String> all = new ArrayList<>(List.of(Integer.toString(step)));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }

  /** Lets a paused run continue. */
  void release() throws IOException {
    process.getOutputStream().close();
  }

  /** Starts the program with only these variables to describe terminal and build server. */
  static ChildProgram startIn(Map<String, String> environment, String... words) throws IOException {
    return start(List.of(), environment, words);
  }

  /**
   * Starts the program with a limit on the size of files.
   *
   * @param blocks of 512 bytes, as POSIX defines them; some shells use 1024
   */
  static ChildProgram startWithSmallFiles(int blocks, String... words) throws IOException {
    return start(
        List.of("sh", "-c", "ulimit -f %d; exec \"$@\"".formatted(blocks), "sh"), Map.of(), words);
  }

  /** Starts the program with its standard output on a disk that is full. */
  static ChildProgram startWithFullOutput(String... words) throws IOException {
    return start(List.of("sh", "-c", "exec \"$@\" > /dev/full", "sh"), Map.of(), words);
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
    // The launcher's JVM options, and the compiler that starts fastest.
    command.addAll(List.of("-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    command.add("-XX:TieredStopAtLevel=1");
    // Nothing is tried by the clock, and no loop compiled. This process counts: the same numbers.
    command.add("-Drecu.sums=convolution");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    // The tests run with the last one set; the program sets it itself.
    builder
        .environment()
        .keySet()
        .removeAll(List.of("CI", "RECU_COLUMNS", "TF_ENABLE_ONEDNN_OPTS"));
    builder.environment().putAll(environment);
    return new ChildProgram(builder.start());
  }

  /** Reads standard output until a line starts with {@code beginning}. */
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

  /** Kills the process as a power cut would, without a chance to clean up. */
  void kill() {
    process.destroyForcibly();
  }

  /** Asks the process to stop, as a batch system does. */
  void terminate() {
    // Process.destroy would close the streams as well.
    process.toHandle().destroy();
  }

  /** Asks the process to stop, as Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  /** Sends a signal to the process. */
  void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
  }

  /** Whether the process ignores the signal of a closed terminal. */
  boolean ignoresHangUp() throws IOException {
    return signals("SigIgn").contains(HANG_UP);
  }

  /**
   * Whether Ctrl-C reaches the process. A program that a shell without job control starts in the
   * background ignores Ctrl-C, and so do its children.
   */
  boolean takesInterrupts() throws IOException {
    return !signals("SigIgn").contains(INTERRUPT);
  }

  /**
   * Whether the process has its own handler for the signal that asks it to stop; false if the
   * system does not say.
   */
  boolean handlesTermination() throws IOException {
    return signals("SigCgt").contains(TERMINATE);
  }

  /** Numbers of the signals in one line of the process's status. */
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

  /** The remaining lines of standard output. */
  List<String> rest() {
    return out.lines().toList();
  }

  /** The remaining lines of standard error. */
  List<String> errors() {
    return err.lines().toList();
  }

  /** The rest of standard error, unchanged. */
  String everythingOnStandardError() throws IOException {
    StringWriter text = new StringWriter();
    err.transferTo(text);
    return text.toString();
  }

  /** Waits for the process to end. */
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
