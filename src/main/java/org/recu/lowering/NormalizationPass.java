package org.recu.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Formula;
import org.recu.fusion.Fusions;
import org.recu.nn.BatchNormalization;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * One pass over a batch that normalises it, in training on the CPU: to the normalised values, or
 * straight to those of the hard tanh that follows. It computes in float32 and has no gradient.
 *
 * <p>What is centred is multiplied by {@code 1 / sqrt(spread + epsilon)} and then by the gain, and
 * the bias is added. Compiled, the last product and sum are rounded once: as TensorFlow's fused op
 * does with oneDNN. In mixed precision, which has no such op, the two factors are one.
 *
 * @param <T> type of the batch's gradient
 * @param normalization what the batch undergoes
 * @param batch (batch, height, width, channels): float32, {@link Int16Sums}, or bfloat16 in mixed
 *     precision
 * @param shape of the batch; all but its size known
 */
record NormalizationPass<T extends TFloating>(
    TrainedNormalization<T> normalization, Operand<?> batch, Shape shape) {

  /** The operands that have a gradient. */
  List<Operand<?>> inputs() {
    return normalization.inputs(batch);
  }

  /**
   * The normalised values, float32.
   *
   * @param tf where the pass goes
   * @param fusions of the same graph
   */
  Operand<TFloat32> value(Ops tf, Fusions fusions) {
    return pass(tf, fusions, "normalization", List.of(), NormalizationPass::normalized);
  }

  /**
   * The values clamped to [-1, 1], float32.
   *
   * @param tf where the pass goes
   * @param fusions of the same graph
   * @param shortcut added before, shaped as the batch, float32; or none
   */
  Operand<TFloat32> clamped(Ops tf, Fusions fusions, List<Operand<TFloat32>> shortcut) {
    return shortcut.isEmpty()
        ? pass(
            tf,
            fusions,
            "normalized_hard_tanh",
            shortcut,
            (ops, in) -> HardTanhOps.clamp(ops, normalized(ops, in)))
        : pass(
            tf,
            fusions,
            "normalized_hard_tanh_of_sum",
            shortcut,
            (ops, in) ->
                HardTanhOps.clamp(
                    ops, ops.math.add(normalized(ops, in.subList(1, in.size())), in.get(0))));
  }

  private Operand<TFloat32> pass(
      Ops tf, Fusions fusions, String name, List<Operand<TFloat32>> shortcut, Formula formula) {
    List<Operand<TFloat32>> channels = channels(tf);
    List<Operand<?>> operands = new ArrayList<>(shortcut);
    operands.add(batch);
    operands.addAll(channels);
    List<Argument> arguments =
        new ArrayList<>(Collections.nCopies(shortcut.size(), new Argument(TFloat32.class, shape)));
    arguments.add(new Argument(batch.asOutput().type(), shape));
    arguments.addAll(
        Collections.nCopies(channels.size(), new Argument(TFloat32.class, Shape.of(shape.get(3)))));
    return tf.ensureShape(fusions.widening(name, arguments, formula).apply(tf, operands), shape);
  }

  /** What is subtracted, what that is multiplied by, and what is added: (channels) each. */
  private List<Operand<TFloat32>> channels(Ops tf) {
    Operand<TFloat32> deviation =
        tf.math.sqrt(tf.math.add(normalization.spread(), tf.constant(BatchNormalization.EPSILON)));
    List<Operand<TFloat32>> channels = new ArrayList<>(List.of(normalization.center()));
    if (batch.asOutput().type() == TBfloat16.class) {
      channels.add(tf.math.div(normalization.gain(), deviation));
    } else {
      channels.add(tf.math.div(tf.constant(1f), deviation));
      channels.add(normalization.gain());
    }
    channels.add(normalization.bias());
    return channels;
  }

  /** Of the batch and its {@link #channels}. */
  private static Operand<TFloat32> normalized(Ops tf, List<Operand<TFloat32>> in) {
    int last = in.size() - 1;
    Operand<TFloat32> value = tf.math.sub(in.get(0), in.get(1));
    for (Operand<TFloat32> factor : in.subList(2, last)) {
      value = tf.math.mul(value, factor);
    }
    return tf.math.add(value, in.get(last));
  }
}
