package org.recu.binarize;

import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** The binarization of one layer's latent weight in a training graph. */
public interface WeightBinarization {

  /**
   * The binary weight times a sign of each output channel's own, with the binarizer's gradient.
   *
   * @param direction (out channels), float32, each -1 or +1; no gradient flows into it
   * @return exactly -1, 0 or +1, shaped as the weight
   */
  Operand<TFloat32> signs(Operand<TFloat32> direction);

  /** Whether each weight's sign is +1, shaped as the weight. */
  Operand<TBool> positive();

  /** The magnitude that weights are clamped to, in the units in which they are compared: scalar. */
  Operand<TFloat32> bound();

  /** The number of dead weights, which no gradient reaches: scalar. */
  Operand<TInt64> deadWeights();
}
