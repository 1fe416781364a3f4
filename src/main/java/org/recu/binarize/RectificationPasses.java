package org.recu.binarize;

import java.util.ArrayList;
import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.recu.fusion.JointFusion;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The element-wise formulas of {@link WeightRectification} over a weight of one shape. Their
 * operands are the weight and its means, before them the upstream gradient where there is one,
 * after them each channel's direction, its limit for {@code |w0|}, and what else the gradient
 * takes.
 *
 * @param count n, values of a channel
 * @param magnitudes {@code w0^2} and {@code |w0|}, to be summed over each channel
 * @param signs {@code sign(w0)} times the direction
 * @param masked {@code m} and {@code m w0}, to be summed so
 * @param gradient {@code dw}
 */
record RectificationPasses(
    long count, JointFusion magnitudes, Fusion signs, JointFusion masked, Fusion gradient) {

  static RectificationPasses of(Fusions fusions, Shape weight) {
    Shape channels = Shape.of(weight.get(3));
    Shape kept = Shape.of(1, 1, 1, weight.get(3));
    List<Shape> centered = List.of(weight, kept);
    List<Shape> backward = List.of(weight, weight, kept, channels, kept);
    List<Shape> all = new ArrayList<>(backward);
    all.addAll(List.of(kept, kept, kept));
    return new RectificationPasses(
        weight.size() / weight.get(3),
        fusions.filterSums(
            "weight_magnitudes",
            arguments(centered),
            (tf, in) ->
                List.of(tf.math.square(centered(tf, in, 0)), tf.math.abs(centered(tf, in, 0)))),
        fusions.define(
            "weight_signs",
            List.of(weight, kept, channels),
            (tf, in) -> tf.math.mul(tf.math.sign(centered(tf, in, 0)), in.get(2))),
        fusions.filterSums(
            "weight_masked",
            arguments(backward),
            (tf, in) -> List.of(masked(tf, in), tf.math.mul(masked(tf, in), centered(tf, in, 1)))),
        fusions.define(
            "weight_gradient",
            all,
            (tf, in) ->
                tf.math.sub(
                    tf.math.sub(
                        tf.math.mul(masked(tf, in), in.get(5)),
                        tf.math.mul(centered(tf, in, 1), in.get(6))),
                    in.get(7))));
  }

  private static List<Argument> arguments(List<Shape> shapes) {
    return shapes.stream().map(shape -> new Argument(TFloat32.class, shape)).toList();
  }

  private static Operand<TFloat32> centered(Ops tf, List<Operand<TFloat32>> in, int weight) {
    return tf.math.sub(in.get(weight), in.get(weight + 1));
  }

  private static Operand<TFloat32> masked(Ops tf, List<Operand<TFloat32>> in) {
    return tf.select(
        alive(tf, in.get(1), in.get(2), in.get(4)),
        tf.math.mul(in.get(0), in.get(3)),
        tf.constant(0f));
  }

  /** Where {@code |w1| <= Q}. */
  static Operand<TBool> alive(
      Ops tf, Operand<TFloat32> weight, Operand<TFloat32> mean, Operand<TFloat32> limit) {
    return tf.math.lessEqual(tf.math.abs(tf.math.sub(weight, mean)), limit);
  }

  /** {@code n - 1}, scalar. */
  Operand<TFloat32> degrees(Ops tf) {
    return tf.constant((float) Math.max(1, count - 1));
  }
}
