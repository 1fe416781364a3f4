package org.recu.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.recu.graph.Shapes;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.SplitV;
import org.tensorflow.types.TFloat32;

/**
 * Gradients packed into a few large vectors, so that they travel in a few large messages.
 *
 * <p>The last layers come first: theirs are the gradients that the backward pass computes first.
 */
final class GradientBuffers {

  /** The shapes of each buffer's gradients, both in the reverse of the network's order. */
  private final List<List<Shape>> buffers = new ArrayList<>();

  /**
   * Plans the buffers.
   *
   * @param parameters that have gradients, in the network's order
   * @param elements that a buffer holds, unless a single gradient has more
   */
  GradientBuffers(List<Parameter> parameters, long elements) {
    long free = 0;
    for (int i = parameters.size() - 1; i >= 0; i--) {
      Shape shape = Shapes.of(parameters.get(i).shape());
      if (buffers.isEmpty() || free < shape.size()) {
        buffers.add(new ArrayList<>());
        free = elements;
      }
      buffers.get(buffers.size() - 1).add(shape);
      free -= shape.size();
    }
  }

  /** Number of buffers. */
  int size() {
    return buffers.size();
  }

  /** The shape of a buffer. */
  Shape shape(int buffer) {
    return Shape.of(buffers.get(buffer).stream().mapToLong(Shape::size).sum());
  }

  /**
   * Packs gradients.
   *
   * @param tf where the ops go
   * @param gradients in the network's order
   * @return one vector per buffer
   */
  List<Operand<TFloat32>> pack(Ops tf, List<Operand<TFloat32>> gradients) {
    List<Operand<TFloat32>> packed = new ArrayList<>();
    int next = gradients.size();
    for (List<Shape> buffer : buffers) {
      List<Operand<TFloat32>> flat = new ArrayList<>();
      for (int i = 0; i < buffer.size(); i++) {
        next--;
        flat.add(tf.reshape(gradients.get(next), tf.constant(new long[] {-1})));
      }
      packed.add(flat.size() == 1 ? flat.get(0) : tf.concat(flat, tf.constant(0)));
    }
    return packed;
  }

  /**
   * The inverse of {@link #pack}.
   *
   * @param tf where the ops go
   * @param packed one vector per buffer
   * @return gradients in the network's order
   */
  List<Operand<TFloat32>> unpack(Ops tf, List<Operand<TFloat32>> packed) {
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      List<Shape> shapes = buffers.get(i);
      List<Operand<TFloat32>> flat = split(tf, packed.get(i), shapes);
      for (int k = 0; k < shapes.size(); k++) {
        gradients.add(tf.reshape(flat.get(k), tf.constant(shapes.get(k).asArray())));
      }
    }
    Collections.reverse(gradients);
    return gradients;
  }

  private static List<Operand<TFloat32>> split(
      Ops tf, Operand<TFloat32> packed, List<Shape> shapes) {
    if (shapes.size() == 1) {
      return List.of(packed);
    }
    long[] sizes = shapes.stream().mapToLong(Shape::size).toArray();
    SplitV<TFloat32> split =
        tf.splitV(packed, tf.constant(sizes), tf.constant(0), (long) sizes.length);
    return new ArrayList<>(split.output());
  }
}
