package org.recu.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.recu.graph.CollectiveGroup;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;

/** What the workers tell each other beside tensors of the network: rows of whole numbers. */
final class Exchange implements AutoCloseable {

  /** Numbers in a row: what a step has to say fits the short one. */
  private static final int SHORT = 16;

  private static final int LONG = 2048;

  /** How much longer than its own time-out a collective op may take before it is given up. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** The ops of one length of row. */
  private record Rows(Placeholder<TInt64> own, Operand<TInt64> all, int length) {

    static Rows of(Ops tf, CollectiveOps collectives, int length) {
      Placeholder<TInt64> own =
          tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(1, length)));
      return new Rows(own, collectives.gather(tf, own, length), length);
    }
  }

  private final ClusterOptions options;
  private final Peers peers;
  private final Graph graph = new Graph();
  private final Rows shortRows;
  private final Rows longRows;
  private final Session session;

  Exchange(ClusterOptions options, ClusterServer server, CollectiveOps collectives, Peers peers) {
    this.options = options;
    this.peers = peers;
    Ops tf = Ops.create(graph);
    shortRows = Rows.of(tf, collectives, SHORT);
    longRows = Rows.of(tf, collectives, LONG);
    session = server.open(graph);
  }

  /**
   * Gives this worker's numbers to all and gets theirs.
   *
   * @param own as many as the others give
   * @return the numbers of each worker, in their order
   * @throws PeerLostException if a worker does not take part
   */
  long[][] gather(long[] own) throws PeerLostException {
    long[][] all = new long[options.size()][own.length];
    Rows rows = own.length <= SHORT ? shortRows : longRows;
    for (int from = 0; from < own.length; from += rows.length()) {
      int count = Math.min(rows.length(), own.length - from);
      long[] flat = run(rows, Arrays.copyOfRange(own, from, from + rows.length()));
      for (int worker = 0; worker < options.size(); worker++) {
        System.arraycopy(flat, worker * rows.length(), all[worker], from, count);
      }
    }
    return all;
  }

  private long[] run(Rows rows, long[] row) throws PeerLostException {
    try {
      return BoundedCall.within(options.peerTimeout().plus(GRACE), () -> runNow(rows, row));
    } catch (TensorFlowException e) {
      throw peers.lost(e);
    } catch (TimeoutException e) {
      throw peers.lost(new IllegalStateException("a collective op does not return", e));
    }
  }

  private long[] runNow(Rows rows, long[] row) {
    try (TInt64 own = TInt64.tensorOf(Shape.of(1, row.length), DataBuffers.of(row, true, false));
        Result result =
            session
                .runner()
                .setOptions(CollectiveGroup.runOptions())
                .feed(rows.own(), own)
                .fetch(rows.all())
                .run()) {
      TInt64 all = (TInt64) result.get(0);
      long[] flat = new long[Math.toIntExact(all.size())];
      all.copyTo(DataBuffers.of(flat, false, false));
      return flat;
    }
  }

  /** Closes the session and the graph; leaves both behind if TensorFlow does not return. */
  @Override
  public void close() {
    try {
      BoundedCall.within(
          CLOSING,
          () -> {
            session.close();
            graph.close();
            return true;
          });
    } catch (TimeoutException e) {
      // The process is about to end; there is nobody left to tell.
      return;
    }
  }
}
