package org.recu.lowering;

import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.recu.binarize.Binarizer;
import org.recu.fusion.Fusions;
import org.recu.graph.Shapes;
import org.recu.nn.BatchNormalization;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.Convolution;
import org.recu.nn.ConvolutionShape;
import org.recu.nn.HardTanh;
import org.recu.nn.PRelu;
import org.recu.nn.SignConvolution;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** What training has in common on all devices: gradients through the signs. */
abstract sealed class Training extends GraphLowering
    permits CpuTraining, GpuTraining, MixedCpuTraining {

  private final TrainingContext context;

  /**
   * Training in a graph.
   *
   * @param tf where the ops go
   * @param context of the same graph
   */
  Training(Ops tf, TrainingContext context) {
    super(tf, context.parameters());
    this.context = context;
  }

  /**
   * The weight of a convolution of signs.
   *
   * @param values (kernel, kernel, channels, filters), float32
   * @param whole whether they are signs too, so that its sums are whole numbers
   */
  record Weight(Operand<TFloat32> values, boolean whole) {}

  /**
   * The convolution of an activation's signs.
   *
   * @param tf where the ops go
   * @param form its geometry
   * @param activation (batch, height, width, channels), float32, real
   * @param scale of each filter, which is not applied yet: (filters), at least 0
   * @return sums and scale
   */
  abstract Value convolution(
      Ops tf, Convolution form, Value activation, Weight weight, Operand<TFloat32> scale);

  /** What the choice of a way to a layer's sums goes by. */
  static ConvolutionShape shape(Convolution form, Operand<TFloat32> activation) {
    Shape batch = activation.shape();
    return new ConvolutionShape(TensorShape.of(batch.get(1), batch.get(2), batch.get(3)), form);
  }

  final TrainingContext context() {
    return context;
  }

  final Fusions fusions() {
    return context.fusions();
  }

  final Binarizer binarizer() {
    return context.binarizer();
  }

  @Override
  public final Value binaryConvolution(BinaryConvolution layer, Value signs) {
    Ops tf = ops(layer.name());
    Operand<TFloat32> alpha = value(layer.alpha());
    Operand<TFloat32> weight =
        binarizer()
            .weight(tf, fusions(), value(layer.latentWeight()), context.tau())
            .signs(direction(tf, alpha));
    return convolution(
        tf, layer.form(), activation(signs), new Weight(weight, true), scale(tf, alpha));
  }

  @Override
  public final Value signConvolution(SignConvolution layer, Value signs) {
    Ops tf = ops(layer.name());
    Operand<TFloat32> alpha = value(layer.alpha());
    Operand<TFloat32> weight = tf.math.mul(value(layer.weight()), direction(tf, alpha));
    return convolution(
        tf, layer.form(), activation(signs), new Weight(weight, false), scale(tf, alpha));
  }

  /** The activation whose signs are convolved: training needs more of it than these. */
  private static Value activation(Value signs) {
    return ((Value.Signs) signs).of();
  }

  /** Alpha times {@link #direction}: (filters), at least 0. */
  private static Operand<TFloat32> scale(Ops tf, Operand<TFloat32> alpha) {
    return tf.math.mul(alpha, direction(tf, alpha));
  }

  /** A batch normalisation whose pass waits for what follows. */
  final Value deferred(Ops tf, DeferredNormalization of) {
    return new Value.Normalized(of, LazyOperand.of(() -> of.value(tf, fusions())));
  }

  /**
   * The batch normalisation on the CPU of a batch of which nothing more is known.
   *
   * @param input shaped as the layer's output, float32
   */
  final Value normalized(Ops tf, BatchNormalization layer, Operand<TFloat32> input) {
    CpuNormalization normalization = new CpuNormalization(tf, context, layer);
    return FusedNormalization.takes(layer.output())
        ? deferred(tf, normalization.ofImages(input))
        : new Value.Plain(
            FusedNormalization.fromPixels(
                tf,
                layer.output(),
                normalization.of(FusedNormalization.toPixels(tf, layer.output(), input))));
  }

  @Override
  public final Value hardTanh(HardTanh layer, Value input) {
    Ops tf = ops("hardtanh");
    if (input instanceof Value.Normalized batch) {
      return batch.of().hardTanh(tf, fusions(), List.of());
    }
    if (input instanceof Value.Pair pair && pair.left() instanceof Value.Normalized batch) {
      return batch.of().hardTanh(tf, fusions(), List.of(pair.right().real()));
    }
    List<Operand<TFloat32>> summands =
        input instanceof Value.Pair pair
            ? List.of(pair.left().real(), pair.right().real())
            : List.of(input.real());
    return HardTanhOps.training(tf, fusions(), Shapes.batchOf(layer.output()), summands);
  }

  /**
   * {@inheritDoc} The gradient is written out: TensorFlow would differentiate the choice, the
   * product and its broadcast each on its own, with passes over the activations for each.
   */
  @Override
  public final Value prelu(PRelu layer, Value input) {
    Ops tf = ops(layer.name());
    Operand<TFloat32> values = input.real();
    Operand<TFloat32> slope = value(layer.slope());
    Operand<TBool> above = tf.math.greater(values, tf.constant(0f));
    return new Value.Plain(
        CustomGradient.attach(
            tf,
            tf.select(above, values, tf.math.mul(values, slope)),
            List.of(values, slope),
            (ops, upstream) ->
                List.of(
                    ops.select(above, upstream, ops.math.mul(upstream, slope)),
                    ops.reduceSum(
                        ops.math.mul(upstream, ops.math.minimum(values, ops.constant(0f))),
                        ops.constant(new int[] {0, 1, 2})))));
  }
}
