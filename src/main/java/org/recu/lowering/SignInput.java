package org.recu.lowering;

import java.util.List;
import java.util.Optional;
import org.recu.autodiff.CustomGradient;
import org.recu.autodiff.CustomGradient.ForkedBackward;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * An activation whose signs are convolved.
 *
 * @param values (batch, height, width, channels), float32; all but the batch known
 * @param clamped what a hard tanh gave, if it did, whose gradient and whose other readers' is taken
 *     along
 */
record SignInput(Operand<TFloat32> values, Optional<Clamped> clamped) {

  /** The activation of a value. */
  static SignInput of(Value activation) {
    return activation instanceof Clamped output && output.isOpen()
        ? new SignInput(output.output(), Optional.of(output))
        : of(activation.real());
  }

  /** Any activation. */
  static SignInput of(Operand<TFloat32> values) {
    return new SignInput(values, Optional.empty());
  }

  /**
   * The convolution's node.
   *
   * @param value of the convolution
   * @param weight of the convolution, float32
   * @param backward for these values and the weight; where they are clamped, the gradient for the
   *     hard tanh's operand
   */
  <V extends TType, T extends TFloating> Operand<V> convolution(
      Ops tf, Operand<V> value, Operand<TFloat32> weight, ForkedBackward<T> backward) {
    CustomGradient.Fork<V> fork = CustomGradient.fork(tf, value, List.of(values, weight), backward);
    clamped.ifPresent(output -> output.joinAt(fork.first()));
    return fork.value();
  }
}
