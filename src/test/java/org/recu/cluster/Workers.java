package org.recu.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Workers in processes of their own on this machine. Closing kills those that still run. */
public final class Workers implements AutoCloseable {

  private final List<Integer> ports = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final List<BufferedReader> outputs = new ArrayList<>();

  /** Finds a free port for each. */
  public Workers(int number) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
  }

  /** Where the workers listen. */
  public List<Address> addresses() {
    return ports.stream().map(port -> new Address("127.0.0.1", port)).toList();
  }

  /** The value of {@code --hosts}. */
  public String hosts() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Starts the next worker with standard error in its output. */
  public void start(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            // Nothing is tried by the clock, and no loop compiled.
            "-Drecu.sums=convolution",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.add(process);
    outputs.add(process.inputReader(StandardCharsets.UTF_8));
  }

  /** Starts all workers that count. */
  void startCounting(int number, int patience, int rounds) throws IOException {
    for (int task : IntStream.range(0, number).toArray()) {
      startCounting(task, patience, rounds, "1");
    }
  }

  /** Starts a worker that counts. */
  void startCounting(int task, int patience, int rounds, String version) throws IOException {
    start(
        WorkerMain.class,
        List.of(
            hosts(),
            Integer.toString(task),
            Integer.toString(patience),
            Integer.toString(rounds),
            version));
  }

  /** Reads a worker's output until a line starts so. */
  public void await(int worker, String beginning) throws IOException {
    StringBuilder before = new StringBuilder();
    String line;
    while ((line = outputs.get(worker).readLine()) != null) {
      if (line.startsWith(beginning)) {
        return;
      }
      before.append(line).append('\n');
    }
    throw new AssertionError(
        "worker %d never said \"%s\" but\n%s".formatted(worker, beginning, before));
  }

  /** The rest of a worker's output, up to its end. */
  public List<String> rest(int worker) {
    return outputs.get(worker).lines().toList();
  }

  /** Sends a signal to a worker. */
  public void signal(int worker, String name) throws IOException, InterruptedException {
    String pid = Long.toString(processes.get(worker).pid());
    new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
  }

  /** Waits for a worker's end. */
  public int exitCode(int worker) throws InterruptedException {
    return processes.get(worker).waitFor();
  }

  @Override
  public void close() throws IOException {
    processes.forEach(Process::destroyForcibly);
    for (BufferedReader output : outputs) {
      output.close();
    }
  }
}
