package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
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
 * through a convolution's sums, batch normalisation and shortcut to the next clamped activation; a
 * wide layer's sums, and a pooled one's, take several.
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
   * Sums of a convolution that is not added yet, and their scale, not yet applied.
   *
   * @param of the convolution
   * @param pooled whether they are reduced to the maximum of every 2x2 square
   * @param product of sums and scale, float32, for whoever does not use them apart
   */
  private record IntegerSums(
      OneBitConvolution of, boolean pooled, Operand<TFloat32> scale, LazyOperand<TFloat32> product)
      implements Value {
    @Override
    public Operand<TFloat32> real() {
      return product.get();
    }
  }

  /**
   * Normalised sums over which no pass has been made yet.
   *
   * @param factors gain and offset of each channel, float32
   */
  private record NormalizedSums(
      IntegerSums sums, List<Operand<TFloat32>> factors, LazyOperand<TFloat32> value)
      implements Value {
    @Override
    public Operand<TFloat32> real() {
      return value.get();
    }
  }

  @Override
  public Value binaryConvolution(BinaryConvolution layer, Value input) {
    Ops tf = ops(layer.name());
    Value.Signs taken = (Value.Signs) input;
    OneBitConvolution convolution =
        OneBitConvolution.of(
            tf,
            fusions,
            layer,
            parameters.signWords(DerivedNames.signs(layer)),
            tf.ensureShape(taken.of().real(), taken.shape()));
    Operand<TFloat32> scale = scale(tf, layer.alpha());
    return new IntegerSums(
        convolution,
        false,
        scale,
        LazyOperand.of(
            () -> tf.math.mul(tf.dtypes.cast(whole(convolution), TFloat32.class), scale)));
  }

  @Override
  public Value maxPooling(MaxPooling layer, Value input) {
    if (!(input instanceof IntegerSums sums)) {
      return super.maxPooling(layer, input);
    }
    if (sums.pooled || layer.window() != 2 || layer.stride() != 2) {
      throw new UnsupportedLayerException(
          layer, "between binary layers, sums are pooled once at most, by windows of 2x2");
    }
    return new IntegerSums(
        sums.of,
        true,
        sums.scale,
        LazyOperand.of(() -> super.maxPooling(layer, new Value.Plain(sums.real())).real()));
  }

  @Override
  public Value batchNormalization(BatchNormalization layer, Value input) {
    if (!(input instanceof IntegerSums sums)) {
      return super.batchNormalization(layer, input);
    }
    Ops tf = ops(layer.name());
    List<Operand<TFloat32>> factors = List.of(gain(tf, layer, sums.scale), offset(tf, layer));
    Shape shape = Shapes.batchOf(layer.output());
    return new NormalizedSums(
        sums, factors, LazyOperand.of(() -> passed(tf, sums, factors, shape, List.of(), false)));
  }

  @Override
  public Value hardTanh(HardTanh layer, Value input) {
    Ops tf = ops("hardtanh");
    Shape shape = Shapes.batchOf(layer.output());
    List<Operand<TFloat32>> shortcut =
        input instanceof Value.Pair pair ? List.of(pair.right().real()) : List.of();
    Value from = input instanceof Value.Pair pair ? pair.left() : input;
    if (from instanceof NormalizedSums normalized) {
      return new Value.Plain(
          passed(tf, normalized.sums, normalized.factors, shape, shortcut, true));
    }
    List<Operand<?>> operands = new ArrayList<>(List.of(from.real()));
    operands.addAll(shortcut);
    return new Value.Plain(
        new EvaluationPass(Start.REAL, shape, !shortcut.isEmpty(), true)
            .run(tf, fusions, operands));
  }

  /**
   * Sums after a pass, which ends the loop that counts them unless they are pooled.
   *
   * @param factors gain and offset
   * @param shape of the result
   * @param shortcut to be added, or none
   */
  private Operand<TFloat32> passed(
      Ops tf,
      IntegerSums sums,
      List<Operand<TFloat32>> factors,
      Shape shape,
      List<Operand<TFloat32>> shortcut,
      boolean clamped) {
    List<Operand<?>> operands = new ArrayList<>(factors);
    operands.addAll(shortcut);
    if (!sums.pooled) {
      return sums.of.endingIn(
          new EvaluationPass(Start.SUMS, shape, !shortcut.isEmpty(), clamped).end(operands));
    }
    operands.add(0, whole(sums.of));
    return new EvaluationPass(Start.POOLED_SUMS, shape, !shortcut.isEmpty(), clamped)
        .run(tf, fusions, operands);
  }

  private static Operand<TInt32> whole(OneBitConvolution convolution) {
    return convolution.endingIn(LoopEnd.none(TInt32.class));
  }
}
