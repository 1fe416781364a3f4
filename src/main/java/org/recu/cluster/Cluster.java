package org.recu.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.recu.graph.SessionPlace;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/** Several workers that have found each other. Owns native memory. */
public final class Cluster implements Team, AutoCloseable {

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final ClusterOptions options;
  private final ClusterServer server;
  private final Peers peers;
  private final CollectiveOps collectives;
  private final Exchange exchange;

  private Cluster(ClusterOptions options, ClusterServer server, Peers peers) {
    this.options = options;
    this.server = server;
    this.peers = peers;
    collectives = new CollectiveOps(options);
    exchange = new Exchange(options, server, collectives, peers);
  }

  /**
   * Starts this worker's server and waits for the others.
   *
   * @param options the workers, two or more
   * @param device configuration of sessions on this process's device
   * @param version of the program and of TensorFlow, which must be the same at all workers
   * @param say told what happens meanwhile
   * @throws ClusterException if the port is taken, a worker does not start in time, or it runs
   *     another version or was given other workers
   */
  public static Cluster join(
      ClusterOptions options, ConfigProto device, String version, Consumer<String> say)
      throws ClusterException {
    ClusterServer server = new ClusterServer(options, device);
    say.accept(
        "%s of %d listens on port %d %s; traffic is neither encrypted nor authenticated"
            .formatted(
                options.name(options.task()),
                options.size(),
                options.own().port(),
                server.isOpen() ? "of every network interface" : "of this machine only"));
    Peers peers = new Peers(options);
    peers.await(say);
    Cluster cluster = new Cluster(options, server, peers);
    boolean joined = false;
    try {
      Stage.requireEqual(cluster, version, Stage.in("the version"));
      Stage.requireEqual(
          cluster,
          "%s, --peer_timeout %d".formatted(options.workers(), options.peerTimeout().toSeconds()),
          Stage.in("the list of workers"));
      joined = true;
      return cluster;
    } finally {
      if (!joined) {
        cluster.close();
      }
    }
  }

  @Override
  public int size() {
    return options.size();
  }

  @Override
  public int task() {
    return options.task();
  }

  @Override
  public String name(int worker) {
    return options.name(worker);
  }

  @Override
  public long[][] gather(long[] own) throws PeerLostException {
    return exchange.gather(own);
  }

  @Override
  public List<String> gather(String own) throws PeerLostException {
    byte[] bytes = own.getBytes(StandardCharsets.UTF_8);
    long[][] lengths = exchange.gather(new long[] {bytes.length});
    int longest = 0;
    for (long[] length : lengths) {
      longest = Math.max(longest, Math.toIntExact(length[0]));
    }
    ByteBuffer words = ByteBuffer.allocate((longest + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
    words.put(bytes).rewind();
    long[] row = new long[words.capacity() / Long.BYTES];
    words.asLongBuffer().get(row);
    long[][] all = exchange.gather(row);
    List<String> texts = new ArrayList<>();
    for (int worker = 0; worker < all.length; worker++) {
      ByteBuffer text = ByteBuffer.allocate(words.capacity());
      text.asLongBuffer().put(all[worker]);
      texts.add(
          new String(text.array(), 0, Math.toIntExact(lengths[worker][0]), StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Override
  public Optional<CollectiveOps> collectives() {
    return Optional.of(collectives);
  }

  @Override
  public SessionPlace place(SessionPlace own) {
    return new SessionPlace() {
      @Override
      public Session open(Graph graph) {
        return server.open(graph);
      }

      @Override
      public boolean close(Session session) {
        try {
          BoundedCall.within(
              CLOSING,
              () -> {
                session.close();
                return true;
              });
          return true;
        } catch (TimeoutException e) {
          return false;
        }
      }
    };
  }

  @Override
  public Optional<PeerLostException> lost(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    boolean collective =
        failure instanceof TensorFlowException
            && (message.contains("Collective") || message.contains("while calling"));
    return collective ? Optional.of(peers.lost(failure)) : Optional.empty();
  }

  @Override
  public void close() {
    exchange.close();
  }
}
