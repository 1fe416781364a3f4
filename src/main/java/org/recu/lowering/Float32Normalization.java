package org.recu.lowering;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;

/**
 * The batch normalisation of a batch in float32, or of {@link Int16Sums}, in training on the CPU.
 *
 * @param pass over the batch
 */
record Float32Normalization(NormalizationPass<TFloat32> pass) implements DeferredNormalization {

  @Override
  public Operand<TFloat32> value(Ops tf, Fusions fusions) {
    return CustomGradient.attach(tf, pass.value(tf, fusions), pass.inputs(), this::gradients);
  }

  @Override
  public Clamped hardTanh(Ops tf, Fusions fusions, List<Operand<TFloat32>> shortcut) {
    return new Clamped(applied -> hardTanh(tf, fusions, shortcut, applied));
  }

  private Operand<TFloat32> hardTanh(
      Ops tf, Fusions fusions, List<Operand<TFloat32>> shortcut, BooleanSupplier applied) {
    Fusion mask = HardTanhOps.gradient(fusions, pass.shape());
    Operand<TFloat32> output = pass.clamped(tf, fusions, shortcut);
    return CustomGradient.attach(
        tf,
        output,
        Stream.concat(pass.inputs().stream(), shortcut.stream()).toList(),
        (ops, upstream) -> {
          Operand<TFloat32> inside =
              applied.getAsBoolean() ? upstream : mask.apply(ops, List.of(upstream, output));
          return Stream.concat(
                  gradients(ops, inside).stream(), shortcut.stream().map(values -> inside))
              .toList();
        });
  }

  private List<Operand<?>> gradients(Ops tf, Operand<TFloat32> upstream) {
    return pass.normalization().gradients(tf, batch(tf, upstream), upstream);
  }

  /** The batch in the backward pass: in float32 only when that begins. */
  private Operand<TFloat32> batch(Ops tf, Operand<TFloat32> upstream) {
    Output<?> batch = pass.batch().asOutput();
    return batch.type() == TUint16.class
        ? Int16Sums.late(tf, batch.expect(TUint16.class), pass.shape(), upstream, TFloat32.class)
        : batch.expect(TFloat32.class);
  }
}
