package org.recu.lowering;

import java.util.List;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A batch normalisation in training on the CPU over whose batch no pass has been made yet: what
 * follows decides what that pass gives. Each of these adds one, with its gradient.
 */
sealed interface DeferredNormalization permits Float32Normalization, MixedNormalization {

  /**
   * Its value, float32.
   *
   * @param tf where the pass goes
   * @param fusions of the same graph
   */
  Operand<TFloat32> value(Ops tf, Fusions fusions);

  /**
   * The value clamped to [-1, 1], float32.
   *
   * @param tf where the pass goes
   * @param fusions of the same graph
   * @param shortcut added before, shaped as the batch, float32; or none
   */
  Clamped hardTanh(Ops tf, Fusions fusions, List<Operand<TFloat32>> shortcut);
}
