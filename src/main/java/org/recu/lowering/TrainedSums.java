package org.recu.lowering;

import org.recu.fusion.Int16;
import org.recu.lowering.Training.Weight;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint16;

/**
 * The sums of a convolution of signs, with their gradients, in training in float32 on the CPU.
 * Whoever reads them decides in which form they are computed.
 *
 * @param tf where the ops go
 * @param context of the same graph
 * @param form of the convolution
 * @param activation whose signs are convolved: (batch, height, width, channels)
 * @param input the same
 * @param weight (kernel, kernel, channels, filters)
 * @param way to sums of signs with signs
 */
record TrainedSums(
    Ops tf,
    TrainingContext context,
    Convolution form,
    Value activation,
    SignInput input,
    Weight weight,
    SumsBy way) {

  /**
   * Sums in a graph.
   *
   * @param ways of which the layer's is taken, where its weight is signs
   */
  static TrainedSums of(
      Ops tf,
      TrainingContext context,
      Convolution form,
      Value activation,
      Weight weight,
      Ways ways) {
    SignInput input = SignInput.of(activation);
    SumsBy way =
        weight.whole() ? ways.of(Training.shape(form, input.values())) : SumsBy.CONVOLUTION;
    return new TrainedSums(tf, context, form, activation, input, weight, way);
  }

  /** Whether they are whole numbers that 16 bits hold. */
  boolean fitInt16() {
    return weight.whole() && Int16Sums.fit(weight.values().shape().size() / form.filters());
  }

  /** Adds the sums to the graph: (batch, out height, out width, filters). */
  Operand<TFloat32> float32() {
    if (counts()) {
      return CountedSums.of(
          tf, context.fusions(), context.binarizer(), form, input, weight.values());
    }
    Operand<TFloat32> signs = signs();
    return gradients(signs).attached(tf, convolution(signs), signs, weight.values());
  }

  /** Adds the sums to the graph in 16 bits, if they {@link #fitInt16}. */
  Int16Sums int16() {
    Operand<TFloat32> doubt = tf.math.mul(tf.nn.l2Loss(weight.values()), tf.constant(0f));
    if (counts()) {
      return new Int16Sums(
          CountedSums.int16(
              tf, context.fusions(), context.binarizer(), form, input, weight.values()),
          doubt);
    }
    Operand<TFloat32> signs = signs();
    Operand<TUint16> sums = Int16.of(tf, convolution(signs));
    return new Int16Sums(gradients(signs).attached(tf, sums, signs, weight.values()), doubt);
  }

  private boolean counts() {
    return way == SumsBy.COUNT && OneBitSums.fit(form, input.values().shape());
  }

  private Operand<TFloat32> signs() {
    return context.binarizer().activation(tf, context.fusions(), activation.real());
  }

  private ConvolutionGradients gradients(Operand<TFloat32> signs) {
    return ConvolutionGradients.define(context.fusions(), form, signs.shape());
  }

  private Operand<TFloat32> convolution(Operand<TFloat32> signs) {
    return way == SumsBy.PARTS
        ? WholeSums.of(tf, context.fusions(), form, signs, weight.values())
        : new ConvolutionOps(form).of(tf, signs, weight.values());
  }
}
