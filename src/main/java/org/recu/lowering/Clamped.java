package org.recu.lowering;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a hard tanh gave in training, and who reads it.
 *
 * <p>Left to itself, TensorFlow adds the gradients of all readers in one pass over the activations,
 * and the hard tanh's own gradient takes another. If the signs are convolved, the pass that
 * computes the gradient of the sign does both: whoever reads the activation later reads it through
 * the convolution's node, which so gets that gradient too. Not thread-safe.
 */
final class Clamped implements Value {

  private final Operand<TFloat32> output;

  /** The output as it is read through a convolution of its signs; null if there is none yet. */
  private Supplier<Operand<TFloat32>> through;

  /** Whether anybody has read the output itself. */
  private boolean readItself;

  /**
   * The output of a hard tanh.
   *
   * @param hardTanh adds it, given whether the gradient that comes in is that of the hard tanh's
   *     operand already; this is to be asked when gradients are added
   */
  Clamped(Function<BooleanSupplier, Operand<TFloat32>> hardTanh) {
    output = hardTanh.apply(() -> through != null && !readItself);
  }

  @Override
  public Operand<TFloat32> real() {
    if (through != null) {
      return through.get();
    }
    readItself = true;
    return output;
  }

  /** Whether a convolution of the signs may take {@link #output} and then {@link #joinAt}. */
  boolean isOpen() {
    return through == null;
  }

  /** The output itself. */
  Operand<TFloat32> output() {
    return output;
  }

  /**
   * Makes all later readers read the output through a node.
   *
   * @param node whose gradient for the output includes theirs, and that of the hard tanh
   */
  void joinAt(Supplier<Operand<TFloat32>> node) {
    through = node;
  }
}
