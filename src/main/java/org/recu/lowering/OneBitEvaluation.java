package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.recu.binarize.Binarizer;
import org.recu.fusion.Fusions;
import org.recu.graph.OneBitParameters;
import org.recu.graph.Shapes;
import org.recu.lowering.EvaluationPass.Result;
import org.recu.lowering.EvaluationPass.Start;
import org.recu.nn.BatchNormalization;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.HardTanh;
import org.recu.nn.MaxPooling;
import org.recu.nn.UnsupportedLayerException;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Evaluation whose binary convolutions count bits. A hard tanh goes in one compiled pass from a
 * convolution's sums to its result and the signs of that, and the next convolution takes these.
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
  private record IntegerSums(Origin origin, Operand<TFloat32> scale, LazyOperand product)
      implements Value {
    @Override
    public Operand<TFloat32> real() {
      return product.get();
    }
  }

  /** Normalised sums over which no pass has been made yet. */
  private record NormalizedSums(Origin origin, LazyOperand value) implements Value {
    @Override
    public Operand<TFloat32> real() {
      return value.get();
    }
  }

  /** A value whose signs come out of the same pass, or one of their own. */
  private interface Signed extends Value {
    /** As {@link SignPlanes#marks} has them. */
    Operand<TUint8> marks();
  }

  /** Clamped values and their signs, out of one pass. */
  private record Clamped(Operand<TFloat32> real, Operand<TUint8> marks) implements Signed {}

  /** Clamped values and their signs, each of a pass of its own: mostly only one is used. */
  private final class LazilyClamped implements Signed {

    private final Ops tf;
    private final Origin origin;
    private final Shape shape;
    private final LazyOperand clamped;

    LazilyClamped(Ops tf, Origin origin, Shape shape) {
      this.tf = tf;
      this.origin = origin;
      this.shape = shape;
      clamped =
          LazyOperand.of(
              () -> pass(tf, origin, shape, Result.CLAMPED).get(0).expect(TFloat32.class));
    }

    @Override
    public Operand<TFloat32> real() {
      return clamped.get();
    }

    @Override
    public Operand<TUint8> marks() {
      return marksOf(tf, origin, shape);
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
                new OneBitConvolution.Marked(marksOf(tf, taken), taken.shape())),
            output);
    Operand<TFloat32> scale = scale(tf, layer.alpha());
    return new IntegerSums(
        new Origin(Start.SUMS, List.of(whole)),
        scale,
        LazyOperand.of(() -> tf.math.mul(tf.dtypes.cast(whole, TFloat32.class), scale)));
  }

  /** The signs of an activation, as the convolution takes them. */
  private Operand<TUint8> marksOf(Ops tf, Value.Signs taken) {
    return taken.of() instanceof Signed signed
        ? signed.marks()
        : marksOf(tf, origin(taken.of()), taken.shape());
  }

  private Operand<TUint8> marksOf(Ops tf, Origin origin, Shape shape) {
    return pass(tf, origin, shape, Result.MARK).get(0).expect(TUint8.class);
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
        LazyOperand.of(() -> pass(tf, origin, shape, Result.NUMBER).get(0).expect(TFloat32.class)));
  }

  @Override
  public Value hardTanh(HardTanh layer, Value input) {
    Ops tf = ops("hardtanh");
    Shape shape = Shapes.batchOf(layer.output());
    if (input instanceof Value.Pair pair) {
      List<Output<?>> outputs =
          new EvaluationPass(
                  origin(pair.left()).kind, shape, true, List.of(Result.CLAMPED, Result.MARK))
              .run(tf, fusions, with(origin(pair.left()).operands, pair.right().real()));
      return new Clamped(
          outputs.get(0).expect(TFloat32.class), outputs.get(1).expect(TUint8.class));
    }
    return new LazilyClamped(tf, origin(input), shape);
  }

  /** What a pass over a value begins with. */
  private static Origin origin(Value value) {
    return value instanceof NormalizedSums sums
        ? sums.origin
        : new Origin(Start.REAL, List.of(value.real()));
  }

  private List<Output<?>> pass(Ops tf, Origin origin, Shape shape, Result result) {
    return new EvaluationPass(origin.kind, shape, false, List.of(result))
        .run(tf, fusions, origin.operands);
  }

  private static List<Operand<?>> with(List<Operand<?>> operands, Operand<?> last) {
    List<Operand<?>> all = new ArrayList<>(operands);
    all.add(last);
    return all;
  }
}
