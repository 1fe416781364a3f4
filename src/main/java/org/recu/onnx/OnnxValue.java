package org.recu.onnx;

/** An activation in an ONNX graph: (batch, channels, height, width) or (batch, features). */
sealed interface OnnxValue {

  /** The name of the value in the graph. */
  String name();

  /** An activation of which nothing more is known. */
  record Plain(String name) implements OnnxValue {}

  /**
   * The sums of a convolution of signs; their scale has not been applied yet.
   *
   * @param scale name of the tensor that {@link OnnxWeights} has for it
   */
  record Sums(String name, String scale) implements OnnxValue {}
}
