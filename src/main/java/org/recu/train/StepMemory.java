package org.recu.train;

import java.util.stream.LongStream;
import org.recu.model.Network;
import org.recu.model.Summary;
import org.recu.nn.LayerCost;
import org.recu.nn.TensorShape;

/**
 * The memory that a step takes on the CPU, besides what the program has before: mostly activations,
 * which the backward pass needs.
 *
 * <pre>
 *  training     images * 4 bytes * outputs of all convolutions * factor
 *  evaluation   images * 4 bytes * largest output of a convolution * factor
 * </pre>
 *
 * <p>The peak of a process grew with the batch by factors of 1.6 to 1.8 in mixed precision, 2.3 in
 * float32, and 3.5 with PReLU, and was 0.6 to 1.1 GB at none; docs/reliability.md has the numbers.
 *
 * @param least bytes, fewer than any network took
 * @param usual bytes, about what the networks took, or more
 */
public record StepMemory(long least, long usual) {

  private static final int FLOAT = 4;

  /** Bytes that do not depend on the batch: weights, gradients, TensorFlow's own. */
  private static final long BASE = 1_000_000_000;

  /** A step of training. */
  public static StepMemory ofTraining(Network network, int images) {
    return of(images * outputs(network).sum(), 1.25, 3.5);
  }

  /** A step of evaluation, which keeps no more than a few layers. */
  public static StepMemory ofEvaluation(Network network, int images) {
    return of(images * outputs(network).max().orElse(0), 1, 6);
  }

  private static StepMemory of(long values, double least, double usual) {
    double bytes = (double) FLOAT * values;
    return new StepMemory((long) (least * bytes), BASE + (long) (usual * bytes));
  }

  /** Values that each convolution puts out for an image. */
  private static LongStream outputs(Network network) {
    return Summary.of(network).layers().stream()
        .filter(layer -> layer.binaryMultiplyAdds() + layer.realMultiplyAdds() > 0)
        .map(LayerCost::output)
        .mapToLong(TensorShape::size);
  }
}
