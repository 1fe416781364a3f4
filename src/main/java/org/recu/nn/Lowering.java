package org.recu.nn;

/**
 * What becomes of a network: a training graph, an evaluation graph, a list of operations.
 *
 * <p>There is one method for each kind of layer, so that a lowering that does not know a layer does
 * not compile. {@link Architecture#lower} calls them in the order in which the network was written.
 * A lowering that cannot do what a layer asks throws {@link UnsupportedLayerException}; it never
 * falls back to a slower way in silence.
 *
 * @param <V> what an activation becomes, with whatever this lowering knows of it
 */
public interface Lowering<V> {

  /** See {@link RealConvolution}. */
  V convolution(RealConvolution layer, V input);

  /** See {@link Sign}. */
  V sign(Sign layer, V input);

  /** See {@link BinaryConvolution}. */
  V binaryConvolution(BinaryConvolution layer, V signs);

  /** See {@link SignConvolution}. */
  V signConvolution(SignConvolution layer, V signs);

  /** See {@link BatchNormalization}. */
  V batchNormalization(BatchNormalization layer, V input);

  /** See {@link HardTanh}. */
  V hardTanh(HardTanh layer, V input);

  /** See {@link Sum}. */
  V sum(Sum layer, V left, V right);

  /** See {@link Relu}. */
  V relu(Relu layer, V input);

  /** See {@link PRelu}. */
  V prelu(PRelu layer, V input);

  /** See {@link Shift}. */
  V shift(Shift layer, V input);

  /** See {@link MaxPooling}. */
  V maxPooling(MaxPooling layer, V input);

  /** See {@link AveragePooling}. */
  V averagePooling(AveragePooling layer, V input);

  /** See {@link GlobalAverage}. */
  V globalAverage(GlobalAverage layer, V input);

  /** See {@link ChannelPadding}. */
  V channelPadding(ChannelPadding layer, V input);

  /** See {@link ChannelFirstFlatten}. */
  V flatten(ChannelFirstFlatten layer, V input);

  /** See {@link Linear}. */
  V linear(Linear layer, V input);
}
