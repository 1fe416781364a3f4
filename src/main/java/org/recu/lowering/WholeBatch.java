package org.recu.lowering;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A batch whose statistics are taken over all towers that share it.
 *
 * @param share of this tower
 * @param exchange among the towers
 */
public record WholeBatch(BatchShare share, Exchange exchange) {

  /** Tells each tower what all of them have. */
  @FunctionalInterface
  public interface Exchange {
    /**
     * Gathers a row from each tower. May be called while gradients are added.
     *
     * @param tf where the ops go
     * @param name of the exchange, unique in the tower and equal in all of them
     * @param row (1, n), float32
     * @return (towers, n), in the same order in all towers
     */
    Operand<TFloat32> gather(Ops tf, String name, Operand<TFloat32> row);
  }

  /**
   * Gathers a vector from each tower.
   *
   * @param vector (n), float32
   * @return (towers, n)
   */
  Operand<TFloat32> gather(Ops tf, String name, Operand<TFloat32> vector) {
    return exchange.gather(tf, name, tf.expandDims(vector, tf.constant(0)));
  }
}
