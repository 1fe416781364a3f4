package org.recu.binarize;

import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * ReCU: weights and activations as in section 3 of the paper (Xu et al., ICCV 2021, arXiv
 * 2103.12369).
 *
 * <p>Weights, for each output channel with its {@code n} latent weights {@code w}; variances divide
 * by {@code n - 1}:
 *
 * <pre>
 *   forward    w0 = w - mean(w)                              centred
 *              w1 = w0 * 2 sqrt(2) / sqrt(var(w0) + 1e-5)    standardised
 *              Q  = -mean(|w1|) ln(2 - 2 tau)                one number for the layer
 *              w2 = clamp(w1, -Q, Q)                         the rectified clamp unit
 *              bw = sign(w2)                                 -1, 0 or +1
 *
 *   backward   dw2 = dbw                                     straight through
 *              dw1 = dw2 where |w1| &lt;= Q, else 0             weights beyond Q are dead
 *              dw  = dw1 through w1 and w0, in full          mean and variance depend on w
 *              dQ  = 0                                       Q is a constant to the gradient
 * </pre>
 *
 * <p>Activations, for each sample with its {@code n} values {@code a}:
 *
 * <pre>
 *   forward    a0 = a / sqrt(var(a) + 1e-5)                  in training; a0 = a in evaluation
 *              ba = sign(a0)                                 -1, 0 or +1
 *
 *   backward   da0 = dba * max(0, 2 - 2 |a0|)                Bi-Real's piecewise polynomial
 *              da  = da0 through a0, in full                 the variance depends on a
 * </pre>
 *
 * <p>Dividing by a positive number and clamping move no sign, so {@code bw = sign(w0)} and {@code
 * ba = sign(a)}: the forward pass needs no variance. Each backward pass is one formula, written so
 * that it makes few passes over its operands: {@link WeightRectification} has that of the weights,
 * {@link ScaledSignGradient} that of the activations.
 */
public final class Recu implements Binarizer {

  @Override
  public WeightBinarization weight(
      Ops tf, Fusions fusions, Operand<TFloat32> latentWeight, Operand<TFloat32> tau) {
    return WeightRectification.clamped(tf, fusions, latentWeight, tau);
  }

  @Override
  public Operand<TFloat32> weightSigns(Ops tf, Operand<TFloat32> latentWeight) {
    return tf.math.sign(tf.math.sub(latentWeight, WeightRectification.mean(tf, latentWeight)));
  }

  @Override
  public ActivationGradient activationGradient(
      Fusions fusions, Shape shape, Class<? extends TFloating> upstream, boolean clamped) {
    return ScaledSignGradient.of(fusions, shape, upstream, clamped);
  }
}
