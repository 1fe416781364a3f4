package org.recu.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The other workers of a run: waits for them, and finds out which of them is gone. */
final class Peers {

  /** How long one question may take; TensorFlow tries to connect once a second. */
  private static final Duration QUESTION = Duration.ofSeconds(3);

  /** What TensorFlow writes where the connection to a worker broke. */
  private static final Pattern BROKEN =
      Pattern.compile(
          "(Socket closed|failed to connect|Connection reset|Broken pipe|Connection refused)"
              + "[^/]*/job:worker/replica:0/task:(\\d+) while calling",
          Pattern.DOTALL);

  private static final String CLOSED = "its connection is closed, and its own output says why";

  private static final String ALL_CLOSED =
      "their connections are closed, and the output of the first that ended says why";

  private final ClusterOptions options;

  Peers(ClusterOptions options) {
    this.options = options;
  }

  /**
   * Waits until every other worker's server answers.
   *
   * @param say told whom it waits for, if it has to
   * @throws ClusterException if some do not answer within the time-out; it names them
   */
  void await(Consumer<String> say) throws ClusterException {
    long end = System.nanoTime() + options.peerTimeout().toNanos();
    List<Integer> missing = others();
    boolean said = false;
    while (true) {
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      missing = silent(missing, left.compareTo(QUESTION) < 0 ? left : QUESTION);
      if (missing.isEmpty()) {
        return;
      }
      if (System.nanoTime() >= end) {
        throw new ClusterException(
            "%s did not start within --peer_timeout (%s)"
                .formatted(names(missing), options.patience()));
      }
      if (!said) {
        say.accept("waiting for " + names(missing));
        said = true;
      }
    }
  }

  /**
   * Says which worker a collective op failed for.
   *
   * @param failure what TensorFlow threw
   */
  PeerLostException lost(RuntimeException failure) {
    // A worker may be heard of only through another, which has given up for its sake: name both.
    SortedSet<Integer> gone = new TreeSet<>(silent(others(), QUESTION));
    Matcher broken = BROKEN.matcher(String.valueOf(failure.getMessage()));
    if (broken.find()) {
      gone.add(Integer.parseInt(broken.group(2)));
      return new PeerLostException(
          "lost %s: %s".formatted(names(gone), gone.size() == 1 ? CLOSED : ALL_CLOSED), failure);
    }
    return new PeerLostException(
        gone.isEmpty()
            ? "the workers fell apart: all answer, but not every one took part within --peer_timeout (%s)"
                .formatted(options.patience())
            : "lost %s: no answer within --peer_timeout (%s)"
                .formatted(names(gone), options.patience()),
        failure);
  }

  private List<Integer> others() {
    return IntStream.range(0, options.size())
        .filter(task -> task != options.task())
        .boxed()
        .toList();
  }

  /** Those of some workers that do not answer. */
  private List<Integer> silent(List<Integer> workers, Duration limit) {
    Map<Integer, Future<Boolean>> asked = new LinkedHashMap<>();
    for (int worker : workers) {
      Address address = options.workers().get(worker);
      asked.put(worker, BoundedCall.start(() -> PeerCheck.answers(address, limit)));
    }
    List<Integer> silent = new ArrayList<>();
    asked.forEach(
        (worker, answer) -> {
          if (!answered(answer, limit)) {
            silent.add(worker);
          }
        });
    return silent;
  }

  private static boolean answered(Future<Boolean> answer, Duration limit) {
    try {
      return BoundedCall.result(answer, limit.multipliedBy(2));
    } catch (TimeoutException e) {
      return false;
    }
  }

  private String names(Collection<Integer> workers) {
    return workers.stream().map(options::name).collect(Collectors.joining(", "));
  }
}
