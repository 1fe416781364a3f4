package org.recu.fusion;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a {@link Fusion} computes. */
@FunctionalInterface
public interface Formula {

  /**
   * Adds the formula's ops to a graph.
   *
   * @param tf where they go
   * @param inputs its operands, in the order of their shapes
   */
  Operand<TFloat32> of(Ops tf, List<Operand<TFloat32>> inputs);
}
