package org.recu.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.recu.graph.Device;

/**
 * A worker that only counts: each round all workers tell each other their number and the round. It
 * ends with exit code 0 after the last round and with 1, and a line, when it cannot go on.
 */
final class WorkerMain {

  private WorkerMain() {}

  /** Takes hosts, task, time-out in seconds, number of rounds and the version that it claims. */
  public static void main(String[] arguments) {
    List<Address> workers =
        Arrays.stream(arguments[0].split(",", -1))
            .map(word -> Address.of(word).orElseThrow())
            .toList();
    int task = Integer.parseInt(arguments[1]);
    Duration patience = Duration.ofSeconds(Integer.parseInt(arguments[2]));
    int rounds = Integer.parseInt(arguments[3]);
    try (Cluster cluster =
        Cluster.join(
            new ClusterOptions(workers, task, patience),
            Device.cpu().configuration(),
            arguments[4],
            WorkerMain::say)) {
      for (int round = 0; round < rounds; round++) {
        say("round " + round + " " + Arrays.deepToString(cluster.gather(new long[] {task, round})));
      }
    } catch (IOException e) {
      say("failed: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
