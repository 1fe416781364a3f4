package org.recu.lowering;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * An activation in a TensorFlow graph, with what its lowering knows of it beyond its values: that
 * it is a sum that nobody has added up yet, say, or which bfloat16 values it was made of. A layer
 * takes from it what it can use.
 */
interface Value {

  /** The values: (batch, height, width, channels) or (batch, features), float32. */
  Operand<TFloat32> real();

  /**
   * Values of which nothing more is known.
   *
   * @param real float32
   */
  record Plain(Operand<TFloat32> real) implements Value {}

  /**
   * The signs of an activation, which the convolution that takes them computes as it needs them.
   *
   * @param of the activation
   * @param shape of the activation; all but the batch known
   * @param signs float32, for whoever does not compute them itself
   */
  record Signs(Value of, Shape shape, LazyOperand<TFloat32> signs) implements Value {
    @Override
    public Operand<TFloat32> real() {
      return signs.get();
    }
  }

  /**
   * A convolution's sums and the scale of each channel, not yet applied.
   *
   * @param sums (batch, height, width, channels), float32
   * @param scale (channels), float32, at least 0
   * @param product of the two, float32, for whoever does not use them apart
   */
  record Sums(Operand<TFloat32> sums, Operand<TFloat32> scale, LazyOperand<TFloat32> product)
      implements Value {
    @Override
    public Operand<TFloat32> real() {
      return product.get();
    }
  }

  /**
   * A batch normalisation in training on the CPU.
   *
   * @param of the pass over its batch, not yet made
   * @param value float32, for whoever makes none itself
   */
  record Normalized(DeferredNormalization of, LazyOperand<TFloat32> value) implements Value {
    @Override
    public Operand<TFloat32> real() {
      return value.get();
    }
  }

  /**
   * A sum of two activations.
   *
   * @param left the one
   * @param right the other
   * @param total their sum, float32, for whoever does not add them up itself
   */
  record Pair(Value left, Value right, LazyOperand<TFloat32> total) implements Value {
    @Override
    public Operand<TFloat32> real() {
      return total.get();
    }
  }
}
