package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.binarize.Binarizer;
import org.recu.fusion.Fusions;
import org.recu.graph.OneBitParameters;
import org.recu.graph.Shapes;
import org.recu.lowering.EvaluationPass.Start;
import org.recu.nn.BatchNormalization;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.HardTanh;
import org.recu.nn.MaxPooling;
import org.recu.nn.UnsupportedLayerException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Evaluation whose binary convolutions count bits. One compiled function leads from an activation
 * to a convolution's sums, another from these through batch normalisation and shortcut to the
 * clamped activation.
 *
 * <p>Every number is rounded as by {@link Float32Evaluation}: both give the same logits, to the
 * bit.
 */
final class OneBitEvaluation extends Float32Evaluation {

  private final Fusions fusions;
  private final OneBitParameters parameters;

  /**
   * Evaluation in a graph.
   *
   * @param tf where the ops go, on the CPU
   * @param fusions of the same graph, compiled
   */
  OneBitEvaluation(Ops tf, Fusions fusions, OneBitParameters parameters, Binarizer binarizer) {
    super(tf, parameters, binarizer);
    this.fusions = fusions;
    this.parameters = parameters;
  }

  /**
   * What a pass begins with.
   *
   * @param kind how the operands are to be read
   * @param operands see {@link EvaluationPass.Start}
   */
  private record Origin(Start kind, List<Operand<?>> operands) {}

  /**
   * Sums of a convolution, int32, and their scale, not yet applied.
   *
   * @param origin of a pass, without gain and offset
   */
  private record IntegerSums(Origin origin, Operand<TFloat32> scale, LazyOperand<TFloat32> product)
      implements Value {
    @Override
    public Operand<TFloat32> real() {
      return product.get();
    }
  }

  /** Normalised sums over which no pass has been made yet. */
  private record NormalizedSums(Origin origin, LazyOperand<TFloat32> value) implements Value {
    @Override
    public Operand<TFloat32> real() {
      return value.get();
    }
  }

  @Override
  public Value binaryConvolution(BinaryConvolution layer, Value input) {
    Ops tf = ops(layer.name());
    Shape output = Shapes.batchOf(layer.output());
    Value.Signs taken = (Value.Signs) input;
    Operand<TInt32> whole =
        tf.ensureShape(
            OneBitConvolution.of(
                tf,
                fusions,
                layer,
                parameters.signWords(DerivedNames.signs(layer)),
                tf.ensureShape(taken.of().real(), taken.shape())),
            output);
    Operand<TFloat32> scale = scale(tf, layer.alpha());
    return new IntegerSums(
        new Origin(Start.SUMS, List.of(whole)),
        scale,
        LazyOperand.of(() -> tf.math.mul(tf.dtypes.cast(whole, TFloat32.class), scale)));
  }

  @Override
  public Value maxPooling(MaxPooling layer, Value input) {
    if (!(input instanceof IntegerSums sums)) {
      return super.maxPooling(layer, input);
    }
    if (sums.origin.kind != Start.SUMS || layer.window() != 2 || layer.stride() != 2) {
      throw new UnsupportedLayerException(
          layer, "between binary layers, sums are pooled once at most, by windows of 2x2");
    }
    return new IntegerSums(
        new Origin(Start.POOLED_SUMS, sums.origin.operands),
        sums.scale,
        LazyOperand.of(() -> super.maxPooling(layer, new Value.Plain(sums.real())).real()));
  }

  @Override
  public Value batchNormalization(BatchNormalization layer, Value input) {
    if (!(input instanceof IntegerSums sums)) {
      return super.batchNormalization(layer, input);
    }
    Ops tf = ops(layer.name());
    List<Operand<?>> operands = new ArrayList<>(sums.origin.operands);
    operands.add(gain(tf, layer, sums.scale));
    operands.add(offset(tf, layer));
    Origin origin = new Origin(sums.origin.kind, operands);
    Shape shape = Shapes.batchOf(layer.output());
    return new NormalizedSums(
        origin,
        LazyOperand.of(
            () ->
                new EvaluationPass(origin.kind, shape, false, false)
                    .run(tf, fusions, origin.operands)));
  }

  @Override
  public Value hardTanh(HardTanh layer, Value input) {
    Ops tf = ops("hardtanh");
    Shape shape = Shapes.batchOf(layer.output());
    Optional<Operand<TFloat32>> shortcut =
        input instanceof Value.Pair pair ? Optional.of(pair.right().real()) : Optional.empty();
    Origin origin = origin(input instanceof Value.Pair pair ? pair.left() : input);
    List<Operand<?>> operands = new ArrayList<>(origin.operands);
    shortcut.ifPresent(operands::add);
    return new Value.Plain(
        new EvaluationPass(origin.kind, shape, shortcut.isPresent(), true)
            .run(tf, fusions, operands));
  }

  /** What a pass over a value begins with. */
  private static Origin origin(Value value) {
    return value instanceof NormalizedSums sums
        ? sums.origin
        : new Origin(Start.REAL, List.of(value.real()));
  }
}
