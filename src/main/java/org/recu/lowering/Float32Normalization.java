package org.recu.lowering;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The batch normalisation of a batch in float32, in training on the CPU.
 *
 * @param pass over the batch
 * @param kept the batch for the backward pass, if it is kept in 16 bits until then
 */
record Float32Normalization(NormalizationPass<TFloat32> pass, Optional<KeptSums> kept)
    implements DeferredNormalization {

  @Override
  public Operand<TFloat32> value(Ops tf, Fusions fusions) {
    return CustomGradient.attach(
        tf, pass.value(tf, fusions), pass.normalization().inputs(), this::gradients);
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
        Stream.concat(pass.normalization().inputs().stream(), shortcut.stream()).toList(),
        (ops, upstream) -> {
          Operand<TFloat32> inside =
              applied.getAsBoolean() ? upstream : mask.apply(ops, List.of(upstream, output));
          return Stream.concat(
                  gradients(ops, inside).stream(), shortcut.stream().map(values -> inside))
              .toList();
        });
  }

  private List<Operand<?>> gradients(Ops tf, Operand<TFloat32> upstream) {
    TrainedNormalization<TFloat32> normalization = pass.normalization();
    return kept.map(sums -> normalization.over(sums.wide(tf, upstream)))
        .orElse(normalization)
        .gradients(tf, upstream);
  }
}
