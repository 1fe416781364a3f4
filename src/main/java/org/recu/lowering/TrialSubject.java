package org.recu.lowering;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.recu.fusion.Fusions;
import org.recu.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * A layer in the graph of a trial, in every way that it can take.
 *
 * @param activation (batch, height, width, channels)
 * @param signs the same
 * @param weight (kernel, kernel, channels, filters)
 * @param ways what each gives
 */
record TrialSubject(
    Placeholder<TFloat32> activation,
    Placeholder<TFloat32> signs,
    Placeholder<TFloat32> weight,
    Map<SumsBy, Outcome> ways) {

  /**
   * What a way gives.
   *
   * @param sums float32; those of numbers in mixed precision bfloat16
   * @param equal scalar: whether they are the convolution's
   */
  record Outcome(Operand<?> sums, Operand<TBool> equal) {}

  /**
   * Adds a layer.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param layer what is tried
   * @param candidates its ways
   */
  static TrialSubject of(Ops tf, Fusions fusions, TriedLayer layer, Set<SumsBy> candidates) {
    Shape batch = Shapes.batchOf(layer.shape().input());
    Shape kernel = Shape.of(layer.shape().weight().asArray());
    TrialSubject subject =
        new TrialSubject(
            tf.placeholder(TFloat32.class, Placeholder.shape(batch)),
            tf.placeholder(TFloat32.class, Placeholder.shape(batch)),
            tf.placeholder(TFloat32.class, Placeholder.shape(kernel)),
            new EnumMap<>(SumsBy.class));
    Operand<?> expected = subject.sums(tf, fusions, layer, SumsBy.CONVOLUTION);
    for (SumsBy way : candidates) {
      Operand<?> sums =
          way == SumsBy.CONVOLUTION ? expected : subject.sums(tf, fusions, layer, way);
      subject.ways.put(way, new Outcome(sums, equal(tf, sums, expected)));
    }
    return subject;
  }

  /**
   * The sums: of signs as numbers by a convolution in float32 and its parts, else of the
   * activation.
   */
  private Operand<?> sums(Ops tf, Fusions fusions, TriedLayer layer, SumsBy way) {
    ConvolutionOps form = new ConvolutionOps(layer.shape().form());
    if (!layer.binary() && layer.arithmetic() == Arithmetic.MIXED) {
      return form.narrow(tf, activation, weight);
    }
    return switch (way) {
      case CONVOLUTION -> form.of(tf, signs, weight);
      case PARTS -> WholeSums.of(tf, fusions, form.form(), signs, weight);
      case COUNT -> OneBitSums.of(tf, fusions, form.form(), activation, weight, TFloat32.class);
    };
  }

  private static Operand<TBool> equal(Ops tf, Operand<?> one, Operand<?> other) {
    return tf.reduceAll(
        tf.math.equal(wide(tf, one), wide(tf, other)), tf.constant(new int[] {0, 1, 2, 3}));
  }

  private static Operand<TFloat32> wide(Ops tf, Operand<?> sums) {
    return sums.asOutput().type() == TBfloat16.class
        ? tf.dtypes.cast(sums.asOutput().expect(TBfloat16.class), TFloat32.class)
        : sums.asOutput().expect(TFloat32.class);
  }

  /** Feeds the operands to a run. */
  Session.Runner fed(Session.Runner runner, TrialOperands operands) {
    return runner
        .feed(activation, operands.activation())
        .feed(signs, operands.signs())
        .feed(weight, operands.weight());
  }
}
