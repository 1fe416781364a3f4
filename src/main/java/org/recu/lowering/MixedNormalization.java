package org.recu.lowering;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.CompiledFunction;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.recu.nn.BatchNormalization;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * The batch normalisation of a convolution's result in mixed precision, in training on the CPU.
 *
 * <p>It reads the batch in bfloat16, as the convolution wrote it, and computes in float32. Upstream
 * gradients are rounded to bfloat16, and so is the gradient for the convolution.
 *
 * <p>It makes one pass over the batch, either to its own value or straight to that of the hard tanh
 * that follows.
 *
 * @param normalization its operands
 * @param shape of the batch; all but its size known
 */
record MixedNormalization(TrainedNormalization<TBfloat16> normalization, Shape shape) {

  /**
   * Its value, float32.
   *
   * @param tf where the pass goes
   * @param fusions of the same graph, compiled
   */
  Operand<TFloat32> value(Ops tf, Fusions fusions) {
    Fusion pass =
        fusions.widening("mixed_normalization", arguments(), MixedNormalization::normalized);
    return CustomGradient.attach(
        tf,
        tf.ensureShape(pass.apply(tf, operands(tf)), shape),
        normalization.inputs(),
        (ops, upstream) ->
            normalization.gradients(ops, ops.dtypes.cast(upstream, TBfloat16.class)));
  }

  /**
   * The value clamped to [-1, 1], float32.
   *
   * @param tf where the pass goes
   * @param fusions of the same graph, compiled
   */
  Clamped hardTanh(Ops tf, Fusions fusions) {
    return new Clamped(applied -> hardTanh(tf, fusions, applied));
  }

  private Operand<TFloat32> hardTanh(Ops tf, Fusions fusions, BooleanSupplier applied) {
    Fusion pass =
        fusions.widening(
            "mixed_hard_tanh",
            arguments(),
            (ops, in) -> HardTanhOps.clamp(ops, normalized(ops, in)));
    CompiledFunction mask = mask(fusions);
    Operand<TFloat32> output = tf.ensureShape(pass.apply(tf, operands(tf)), shape);
    return CustomGradient.attach(
        tf,
        output,
        normalization.inputs(),
        (ops, upstream) ->
            normalization.gradients(ops, narrow(ops, mask, upstream, output, applied)));
  }

  /**
   * The sum of the value and a shortcut clamped to [-1, 1], float32.
   *
   * @param tf where the pass goes
   * @param fusions of the same graph, compiled
   * @param shortcut shaped as the batch, float32
   */
  Clamped hardTanhOfSum(Ops tf, Fusions fusions, Operand<TFloat32> shortcut) {
    return new Clamped(applied -> hardTanhOfSum(tf, fusions, shortcut, applied));
  }

  private Operand<TFloat32> hardTanhOfSum(
      Ops tf, Fusions fusions, Operand<TFloat32> shortcut, BooleanSupplier applied) {
    Fusion pass =
        fusions.widening(
            "mixed_hard_tanh_of_sum",
            added(arguments(), new Argument(TFloat32.class, shape)),
            (ops, in) -> HardTanhOps.clamp(ops, ops.math.add(normalized(ops, in), in.get(4))));
    CompiledFunction mask = mask(fusions);
    Fusion wideMask = HardTanhOps.gradient(fusions, shape);
    Operand<TFloat32> output = tf.ensureShape(pass.apply(tf, added(operands(tf), shortcut)), shape);
    return CustomGradient.attach(
        tf,
        output,
        added(normalization.inputs(), shortcut),
        (ops, upstream) ->
            added(
                normalization.gradients(ops, narrow(ops, mask, upstream, output, applied)),
                applied.getAsBoolean()
                    ? upstream
                    : wideMask.apply(ops, List.of(upstream, output))));
  }

  /** The gradient for the batch: that of the hard tanh, unless it is {@code applied} already. */
  private static Operand<TBfloat16> narrow(
      Ops tf,
      CompiledFunction mask,
      Operand<TFloat32> upstream,
      Operand<TFloat32> output,
      BooleanSupplier applied) {
    return applied.getAsBoolean()
        ? tf.dtypes.cast(upstream, TBfloat16.class)
        : mask.call(tf, List.of(upstream, output)).get(0).expect(TBfloat16.class);
  }

  /** The hard tanh's gradient in bfloat16, for the batch; that for the shortcut is float32. */
  private CompiledFunction mask(Fusions fusions) {
    Argument values = new Argument(TFloat32.class, shape);
    return fusions.function(
        String.format(
            Locale.ROOT,
            "narrow_hard_tanh_gradient_%dx%dx%d",
            shape.get(1),
            shape.get(2),
            shape.get(3)),
        List.of(values, values),
        (tf, in) ->
            List.of(
                tf.dtypes.cast(
                    HardTanhOps.gradient(
                        tf, in.get(0).expect(TFloat32.class), in.get(1).expect(TFloat32.class)),
                    TBfloat16.class)));
  }

  private List<Argument> arguments() {
    Argument channels = new Argument(TFloat32.class, Shape.of(shape.get(3)));
    return List.of(new Argument(TBfloat16.class, shape), channels, channels, channels);
  }

  private List<Operand<?>> operands(Ops tf) {
    Operand<TFloat32> deviation =
        tf.math.sqrt(tf.math.add(normalization.spread(), tf.constant(BatchNormalization.EPSILON)));
    return List.of(
        normalization.batch(),
        normalization.center(),
        tf.math.div(normalization.gain(), deviation),
        normalization.bias());
  }

  private static Operand<TFloat32> normalized(Ops tf, List<Operand<TFloat32>> in) {
    return tf.math.add(tf.math.mul(tf.math.sub(in.get(0), in.get(1)), in.get(2)), in.get(3));
  }

  private static <E> List<E> added(List<E> list, E last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
