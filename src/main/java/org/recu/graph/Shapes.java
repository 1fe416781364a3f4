package org.recu.graph;

import java.util.stream.LongStream;
import org.recu.nn.TensorShape;
import org.tensorflow.ndarray.Shape;

/** TensorFlow's shapes of a network's tensors. */
public final class Shapes {

  private Shapes() {}

  /** The shape of a parameter. */
  public static Shape of(TensorShape shape) {
    return Shape.of(shape.asArray());
  }

  /** The shape of an activation for a batch of unknown size. */
  public static Shape batchOf(TensorShape activation) {
    return Shape.of(
        LongStream.concat(LongStream.of(Shape.UNKNOWN_SIZE), LongStream.of(activation.asArray()))
            .toArray());
  }
}
