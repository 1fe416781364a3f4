package org.recu.lowering;

import java.util.List;
import java.util.Locale;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.fusion.Int16;
import org.recu.graph.Shapes;
import org.recu.lowering.Training.Weight;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * The sums of a convolution of signs, with their {@link SumsGradients}, in training on the CPU.
 * Whoever reads them decides in which form they are computed.
 *
 * @param <T> type in which the convolution's gradients are computed: float32 or bfloat16
 * @param tf where the ops go
 * @param context of the same graph
 * @param form of the convolution
 * @param input whose signs are convolved: (batch, height, width, channels)
 * @param weight (kernel, kernel, channels, filters)
 * @param way to sums of signs with signs
 * @param type of the gradients
 */
record TrainedSums<T extends TFloating>(
    Ops tf,
    TrainingContext context,
    Convolution form,
    SignInput input,
    Weight weight,
    SumsBy way,
    Class<T> type) {

  /**
   * Sums in a graph.
   *
   * @param activation whose signs are convolved
   * @param ways of which the layer's is taken, where its weight is signs
   * @param type of the gradients: float32 or bfloat16
   */
  static <T extends TFloating> TrainedSums<T> of(
      Ops tf,
      TrainingContext context,
      Convolution form,
      Value activation,
      Weight weight,
      Ways ways,
      Class<T> type) {
    SignInput input = SignInput.of(activation);
    SumsBy way =
        weight.whole() ? ways.of(Training.shape(form, input.values())) : SumsBy.CONVOLUTION;
    return new TrainedSums<>(tf, context, form, input, weight, way, type);
  }

  /** Whether they are whole numbers that 16 bits hold. */
  boolean fitInt16() {
    return weight.whole() && Int16Sums.fit(signs());
  }

  /** Of which an output is the sum. */
  private long signs() {
    return weight.values().shape().size() / form.filters();
  }

  /** Adds the sums to the graph: (batch, out height, out width, filters). */
  Operand<TFloat32> float32() {
    return attached(
        counts()
            ? OneBitSums.of(
                tf, context.fusions(), form, input.values(), weight.values(), TFloat32.class)
            : convolution(),
        new BackwardStart());
  }

  /** Adds the sums to the graph in 16 bits, if they {@link #fitInt16}. */
  Int16Sums int16() {
    PixelBlocks blocks =
        new PixelBlocks(Shapes.batchOf(Training.shape(form, input.values()).output()), signs());
    BackwardStart start = new BackwardStart();
    Operand<TFloat32> doubt = tf.math.mul(tf.nn.l2Loss(weight.values()), tf.constant(0f));
    if (counts()) {
      OneBitLoop.WithBlocks counted =
          OneBitSums.int16(tf, context.fusions(), form, input.values(), weight.values(), blocks);
      return new Int16Sums(attached(counted.sums(), start), counted.blocks(), doubt, start);
    }
    Operand<TUint16> sums = Int16.of(tf, convolution());
    return new Int16Sums(
        attached(sums, start), blocks.of(tf, context.fusions(), sums), doubt, start);
  }

  /** Adds the sums to the graph by a convolution in bfloat16, to which they are rounded. */
  Operand<TBfloat16> bfloat16() {
    return attached(
        new ConvolutionOps(form)
            .of(
                tf,
                narrowSigns(tf, context.fusions(), input.values()),
                tf.dtypes.cast(weight.values(), TBfloat16.class)),
        new BackwardStart());
  }

  private <V extends TType> Operand<V> attached(Operand<V> sums, BackwardStart start) {
    return SumsGradients.attach(tf, context, form, input, weight.values(), type, sums, start);
  }

  private boolean counts() {
    return way == SumsBy.COUNT && OneBitSums.fit(form, input.values().shape());
  }

  private Operand<TFloat32> convolution() {
    Operand<TFloat32> signs = tf.math.sign(input.values());
    return way == SumsBy.PARTS
        ? WholeSums.of(tf, context.fusions(), form, signs, weight.values())
        : new ConvolutionOps(form).of(tf, signs, weight.values());
  }

  private static Operand<TBfloat16> narrowSigns(
      Ops tf, Fusions fusions, Operand<TFloat32> activation) {
    Shape shape = activation.shape();
    return tf.ensureShape(
        fusions
            .function(
                String.format(
                    Locale.ROOT, "signs_%dx%dx%d", shape.get(1), shape.get(2), shape.get(3)),
                List.of(new Argument(TFloat32.class, shape)),
                (ops, in) ->
                    List.of(
                        ops.dtypes.cast(
                            ops.math.sign(in.get(0).expect(TFloat32.class)), TBfloat16.class)))
            .call(tf, List.of(activation))
            .get(0)
            .expect(TBfloat16.class),
        shape);
  }
}
