package org.recu.lowering;

import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.recu.nn.BatchNormalization;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNormGrad;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * What the gradient of a batch normalisation owes to the statistics, where these are of a whole
 * batch of which a tower has a share.
 *
 * <pre>
 *   dx = gain / sigma (g - G / N - xhat H / N)      G = sum(g), H = sum(g xhat) over the whole batch
 * </pre>
 *
 * <p>TensorFlow's op for fixed statistics gives the first term and the tower's part of {@code G}
 * and {@code H}; the towers exchange these, and one pass adds the other two terms.
 *
 * @param <T> type of the batch
 * @param whole the batch
 * @param layer name of the normalisation
 * @param shape of the tower's batch; all but its size known
 * @param type of its elements
 * @param pass adds the terms
 */
record WholeBatchGradient<T extends TFloating>(
    WholeBatch whole, String layer, Shape shape, Class<T> type, Fusion pass) {

  /**
   * Prepares the gradient of a normalisation, in the forward pass.
   *
   * @param fusions of the same graph
   * @param shape of the tower's batch: (batch, height, width, channels); all but its size known
   * @param type of its elements, in the backward pass
   */
  static <T extends TFloating> WholeBatchGradient<T> of(
      Fusions fusions, WholeBatch whole, String layer, Shape shape, Class<T> type) {
    Argument images = new Argument(type, shape);
    Argument channels = new Argument(TFloat32.class, Shape.of(shape.get(3)));
    Fusion pass =
        fusions.widening(
            "whole_batch_gradient",
            List.of(images, images, channels, channels, channels),
            (tf, in) ->
                tf.math.add(
                    in.get(0),
                    tf.math.add(
                        in.get(2), tf.math.mul(in.get(3), tf.math.sub(in.get(1), in.get(4))))));
    return new WholeBatchGradient<>(whole, layer, shape, type, pass);
  }

  /**
   * The loss's gradient with respect to the batch. Called while gradients are added.
   *
   * @param normalization whose gradient it is
   * @param batch that it normalises
   * @param fixed its gradient if center and spread were fixed
   */
  Operand<T> of(
      Ops tf,
      TrainedNormalization<T> normalization,
      Operand<T> batch,
      FusedBatchNormGrad<T, TFloat32> fixed) {
    Operand<TFloat32> own =
        tf.concat(List.of(fixed.offsetBackprop(), fixed.scaleBackprop()), tf.constant(0));
    Operand<TFloat32> sums =
        tf.reduceSum(whole.gather(tf, layer + ".backward", own), tf.constant(0));
    long[] channels = {shape.get(3)};
    Operand<TFloat32> sum = tf.slice(sums, tf.constant(new long[] {0}), tf.constant(channels));
    Operand<TFloat32> product = tf.slice(sums, tf.constant(channels), tf.constant(channels));

    Operand<TFloat32> inverse =
        tf.math.rsqrt(tf.math.add(normalization.spread(), tf.constant(BatchNormalization.EPSILON)));
    // The weight of each of the tower's pixels in the mean: 1 / N, or 0 where it has no image.
    Operand<TFloat32> weight =
        tf.math.div(
            tf.math.minimum(whole.share().images(), tf.constant(1f)),
            tf.math.mul(whole.share().total(), tf.constant((float) (shape.get(1) * shape.get(2)))));
    Operand<TFloat32> factor =
        tf.math.mul(tf.math.neg(weight), tf.math.mul(normalization.gain(), inverse));
    Operand<TFloat32> offset = tf.math.mul(factor, sum);
    Operand<TFloat32> slope = tf.math.mul(factor, tf.math.mul(inverse, product));
    Operand<TFloat32> gradient =
        pass.apply(tf, List.of(fixed.xBackprop(), batch, offset, slope, normalization.center()));
    return narrowed(tf, gradient);
  }

  @SuppressWarnings("unchecked") // the type is that of the batch
  private Operand<T> narrowed(Ops tf, Operand<TFloat32> gradient) {
    return type == TFloat32.class ? (Operand<T>) gradient : tf.dtypes.cast(gradient, type);
  }
}
