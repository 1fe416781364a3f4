package org.recu.inference;

import java.util.List;
import org.recu.graph.FullTrace;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Logits by the {@linkplain FastestWay fastest} of several ways that give the same ones, in
 * {@linkplain BatchShares shares} of the batch.
 */
final class FastestLogits implements AutoCloseable {

  private final FastestWay<LogitsWay> ways;
  private final BatchShares shares = new BatchShares();

  /**
   * Begins without a measurement.
   *
   * @param ways at least one; the one that is ready soonest first. They belong to the caller
   */
  FastestLogits(List<LogitsWay> ways) {
    this.ways = new FastestWay<>(ways);
  }

  /**
   * Classifies a batch.
   *
   * @param pixels (batch, size, size, 3)
   * @return (batch, classes), to be closed by the caller
   */
  TFloat32 logits(TUint8 pixels) {
    return ways.call(
        pixels.shape().get(0),
        way -> shares.logits(pixels, share -> (TFloat32) way.runner(share).run().get(0)));
  }

  /** Times the ops of a batch as a whole, in the way that is known to be fastest for its size. */
  StepStats trace(TUint8 pixels) {
    return FullTrace.run(ways.of(pixels.shape().get(0)).runner(pixels));
  }

  @Override
  public void close() {
    shares.close();
  }
}
