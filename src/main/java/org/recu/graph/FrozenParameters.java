package org.recu.graph;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.types.TFloat32;

/** Parameters held in constants of a graph, added when a layer asks for them. */
public final class FrozenParameters implements Int8Parameters {

  private final Ops tf;
  private final FrozenValues values;
  private final Map<String, Operand<TFloat32>> constants = new HashMap<>();
  private final Map<String, Output<?>> bytes = new HashMap<>();

  /**
   * No constants yet.
   *
   * @param tf where they go
   * @param values what they hold
   */
  public FrozenParameters(Ops tf, FrozenValues values) {
    this.tf = tf;
    this.values = values;
  }

  @Override
  public Operand<TFloat32> value(Parameter parameter) {
    return constant(parameter.name());
  }

  @Override
  public Operand<TFloat32> derived(String name, Supplier<Operand<TFloat32>> formula) {
    return constant(name);
  }

  @Override
  public Output<?> signBytes(String name) {
    return bytes.computeIfAbsent(
        name,
        key -> {
          TFloat32 signs = values.get(key);
          return Int8Constant.of(tf, key + "_int8", signs.shape(), bytes(signs));
        });
  }

  private Operand<TFloat32> constant(String name) {
    return constants.computeIfAbsent(
        name, key -> Constant.tensorOf(tf.scope().withName(key), values.get(key)));
  }

  private static byte[] bytes(TFloat32 signs) {
    float[] numbers = new float[(int) signs.size()];
    signs.copyTo(DataBuffers.of(FloatBuffer.wrap(numbers)));
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return bytes;
  }
}
