package org.recu.binarize;

import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * {@link Recu} without its rectified clamp unit, to see what the unit does: the baseline of the
 * paper's comparisons. Weights, in the notation of {@link Recu}:
 *
 * <pre>
 *   forward    w0 = w - mean(w)                              centred
 *              w1 = w0 * 2 sqrt(2) / sqrt(var(w0) + 1e-5)    standardised
 *              bw = sign(w1)                                 -1, 0 or +1
 *
 *   backward   dw1 = dbw                                     straight through, for every weight
 *              dw  = dw1 through w1 and w0, in full          mean and variance depend on w
 * </pre>
 *
 * <p>Signs, and with them evaluation and exported models, are those of {@link Recu}: the clamp
 * moves no sign, only gradients. Tau does not act; {@code Q} and the share of weights beyond it are
 * reported all the same, so that the two methods can be compared. Activations are those of {@link
 * Recu}.
 */
final class PlainSign implements Binarizer {

  private final Recu recu = new Recu();

  @Override
  public WeightBinarization weight(
      Ops tf, Fusions fusions, Operand<TFloat32> latentWeight, Operand<TFloat32> tau) {
    return WeightRectification.unclamped(tf, fusions, latentWeight, tau);
  }

  @Override
  public Operand<TFloat32> weightSigns(Ops tf, Operand<TFloat32> latentWeight) {
    return recu.weightSigns(tf, latentWeight);
  }

  @Override
  public ActivationGradient activationGradient(
      Fusions fusions, Shape shape, Class<? extends TFloating> upstream, boolean clamped) {
    return recu.activationGradient(fusions, shape, upstream, clamped);
  }
}
