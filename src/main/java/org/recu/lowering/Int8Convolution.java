package org.recu.lowering;

import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The convolution of signs with signs in bytes: the same whole numbers as in float32, in a fraction
 * of the time.
 *
 * <p>TensorFlow's op is meant for quantized networks, which turn sums of levels into real numbers
 * by the ranges they are given; the sums themselves do not depend on those. It has a kernel only on
 * x86 with oneDNN.
 */
final class Int8Convolution {

  /** The level 1 stands for the number 1. */
  private static final float RANGE = 127;

  private Int8Convolution() {}

  /**
   * Adds the convolution.
   *
   * @param tf where it goes
   * @param signs (batch, height, width, channels), uint8: 0, 1, and 255 for -1
   * @param weight (kernel, kernel, channels, filters), qint8, the output of a constant
   * @param geometry filters, kernel, stride and padding
   * @return (batch, out height, out width, filters)
   */
  static Operand<TInt32> of(Ops tf, Operand<TUint8> signs, Output<?> weight, Convolution geometry) {
    ConvolutionOps form = new ConvolutionOps(geometry);
    Output<?> levels = levels(tf, form.padded(tf, signs));
    Output<?> least = tf.constant(-RANGE).asOutput();
    Output<?> greatest = tf.constant(RANGE).asOutput();
    OperationBuilder convolution = tf.scope().opBuilder("QuantizedConv2DWithBias", "sums");
    convolution.addInput(levels);
    convolution.addInput(weight);
    convolution.addInput(tf.constant(new float[geometry.filters()]).asOutput());
    convolution.addInput(least);
    convolution.addInput(greatest);
    convolution.addInput(least);
    convolution.addInput(greatest);
    convolution.setAttr("Tinput", DataType.DT_QINT8);
    convolution.setAttr("Tfilter", DataType.DT_QINT8);
    convolution.setAttr("out_type", DataType.DT_QINT32);
    convolution.setAttr("strides", form.strides().stream().mapToLong(Long::longValue).toArray());
    convolution.setAttr("padding", form.paddingName());
    Output<?> sums = convolution.build().output(0);
    return bitcast(tf, sums, DataType.DT_INT32).expect(TInt32.class);
  }

  private static Output<?> levels(Ops tf, Operand<TUint8> bytes) {
    return bitcast(tf, bytes.asOutput(), DataType.DT_QINT8);
  }

  private static Output<?> bitcast(Ops tf, Output<?> values, DataType type) {
    OperationBuilder bitcast = tf.scope().opBuilder("Bitcast", "bits");
    bitcast.addInput(values);
    bitcast.setAttr("type", type);
    return bitcast.build().output(0);
  }
}
