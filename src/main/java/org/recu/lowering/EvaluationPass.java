package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One compiled pass over activations, between two convolutions of signs, or the end of the loop of
 * the first. It has one result, since the compiler makes a loop of each.
 *
 * @param start its operands
 * @param shape of its results; all but the batch known
 * @param withShortcut whether a shortcut is added
 * @param clamped whether the result is clamped to [-1, 1]
 */
record EvaluationPass(Start start, Shape shape, boolean withShortcut, boolean clamped) {

  /** The operands of a pass. */
  enum Start {
    /** A real number, float32. */
    REAL,
    /**
     * A convolution's sums, int32, then gain and offset of each channel, float32. Only the end of
     * the loop that counts them begins so.
     */
    SUMS,
    /** The same, reduced to the maximum of every 2x2 square first. */
    POOLED_SUMS
  }

  /**
   * Adds the pass to a graph, unless it begins with {@link Start#SUMS}.
   *
   * @param tf where it goes
   * @param fusions of the same graph
   * @param operands as {@link Start} says, then the shortcut, if there is one, float32
   */
  Operand<TFloat32> run(Ops tf, Fusions fusions, List<? extends Operand<?>> operands) {
    return tf.ensureShape(
        fusions
            .function(name(), arguments(), (ops, in) -> List.of(result(ops, in)))
            .call(tf, operands)
            .get(0)
            .expect(TFloat32.class),
        shape);
  }

  /**
   * The pass as the end of the loop that counts its {@link Start#SUMS}.
   *
   * @param operands gain and offset, then the shortcut, if there is one
   */
  LoopEnd<TInt32, TFloat32> end(List<? extends Operand<?>> operands) {
    return new LoopEnd<>(
        "_" + name(),
        TFloat32.class,
        List.copyOf(operands),
        (tf, sums, rest) -> {
          List<Output<?>> all = new ArrayList<>(List.of(sums.asOutput()));
          all.addAll(rest);
          return result(tf, all);
        });
  }

  private String name() {
    return "pass_%s%s%s_%dx%dx%d"
        .formatted(
            start.name().toLowerCase(Locale.ROOT),
            withShortcut ? "_and_shortcut" : "",
            clamped ? "_clamped" : "",
            shape.get(1),
            shape.get(2),
            shape.get(3));
  }

  private List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    if (start == Start.REAL) {
      arguments.add(new Argument(TFloat32.class, shape));
    } else {
      Shape channels = Shape.of(shape.get(3));
      arguments.add(
          new Argument(
              TInt32.class,
              Shape.of(shape.get(0), 2 * shape.get(1), 2 * shape.get(2), shape.get(3))));
      arguments.add(new Argument(TFloat32.class, channels));
      arguments.add(new Argument(TFloat32.class, channels));
    }
    if (withShortcut) {
      arguments.add(new Argument(TFloat32.class, shape));
    }
    return arguments;
  }

  private Operand<TFloat32> result(Ops tf, List<Output<?>> operands) {
    Operand<TFloat32> number =
        start == Start.REAL ? operands.get(0).expect(TFloat32.class) : normalized(tf, operands);
    if (withShortcut) {
      number = tf.math.add(number, operands.get(operands.size() - 1).expect(TFloat32.class));
    }
    return clamped ? HardTanhOps.clamp(tf, number) : number;
  }

  private Operand<TFloat32> normalized(Ops tf, List<Output<?>> operands) {
    Operand<TInt32> sums = operands.get(0).expect(TInt32.class);
    Operand<TFloat32> product =
        tf.math.mul(
            tf.dtypes.cast(start == Start.POOLED_SUMS ? greatest(tf, sums) : sums, TFloat32.class),
            operands.get(1).expect(TFloat32.class));
    // The compiler would fuse the product and the sum into one instruction, which rounds once where
    // two ops round twice. This maximum changes nothing, which the compiler does not see.
    Operand<TFloat32> rounded = tf.math.maximum(product, tf.constant(-Float.MAX_VALUE));
    return tf.math.add(rounded, operands.get(2).expect(TFloat32.class));
  }

  /** The maximum of every 2x2 square. */
  private static Operand<TInt32> greatest(Ops tf, Operand<TInt32> sums) {
    Operand<TInt32> greatest = null;
    for (int corner = 0; corner < 4; corner++) {
      Operand<TInt32> every =
          tf.stridedSlice(
              sums,
              tf.constant(new int[] {0, corner / 2, corner % 2, 0}),
              tf.constant(new int[] {0, 0, 0, 0}),
              tf.constant(new int[] {1, 2, 2, 1}),
              StridedSlice.beginMask(0b1001L),
              StridedSlice.endMask(0b1111L));
      greatest = greatest == null ? every : tf.math.maximum(greatest, every);
    }
    return greatest;
  }
}
