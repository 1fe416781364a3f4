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
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;

/**
 * The batch normalisation of a convolution's result in mixed precision, in training on the CPU.
 *
 * <p>It reads the batch in bfloat16, as the convolution wrote it, or {@link Int16Sums}, which are
 * rounded to bfloat16 in the backward pass. Upstream gradients are rounded to bfloat16, and so is
 * the gradient for the convolution.
 *
 * @param pass over the batch
 */
record MixedNormalization(NormalizationPass<TBfloat16> pass) implements DeferredNormalization {

  @Override
  public Operand<TFloat32> value(Ops tf, Fusions fusions) {
    return CustomGradient.attach(
        tf,
        pass.value(tf, fusions),
        pass.inputs(),
        (ops, upstream) -> gradients(ops, ops.dtypes.cast(upstream, TBfloat16.class)));
  }

  @Override
  public Clamped hardTanh(Ops tf, Fusions fusions, List<Operand<TFloat32>> shortcut) {
    return new Clamped(applied -> hardTanh(tf, fusions, shortcut, applied));
  }

  private Operand<TFloat32> hardTanh(
      Ops tf, Fusions fusions, List<Operand<TFloat32>> shortcut, BooleanSupplier applied) {
    CompiledFunction mask = mask(fusions);
    Fusion wideMask = HardTanhOps.gradient(fusions, pass.shape());
    Operand<TFloat32> output = pass.clamped(tf, fusions, shortcut);
    return CustomGradient.attach(
        tf,
        output,
        Stream.concat(pass.inputs().stream(), shortcut.stream()).toList(),
        (ops, upstream) ->
            Stream.concat(
                    gradients(ops, narrow(ops, mask, upstream, output, applied)).stream(),
                    shortcut.stream()
                        .map(
                            values ->
                                applied.getAsBoolean()
                                    ? upstream
                                    : wideMask.apply(ops, List.of(upstream, output))))
                .toList());
  }

  private List<Operand<?>> gradients(Ops tf, Operand<TBfloat16> upstream) {
    return pass.normalization().gradients(tf, batch(tf, upstream), upstream);
  }

  /** The batch in the backward pass. */
  private Operand<TBfloat16> batch(Ops tf, Operand<TBfloat16> upstream) {
    Output<?> batch = pass.batch().asOutput();
    return batch.type() == TUint16.class
        ? Int16Sums.late(tf, batch.expect(TUint16.class), pass.shape(), upstream, TBfloat16.class)
        : batch.expect(TBfloat16.class);
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
    Shape shape = pass.shape();
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
}
