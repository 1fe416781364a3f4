package org.recu.graph;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.types.TFloat32;

/**
 * Parameters held in constants of a graph, added when a layer asks for them. A graph that becomes a
 * file holds signs as {@link PackedSigns}, one that runs at once as numbers.
 */
public final class FrozenParameters implements OneBitParameters {

  private final Ops tf;
  private final FrozenValues values;
  private final boolean packs;
  private final boolean roundAsWritten;
  private final Map<String, Operand<TFloat32>> constants = new HashMap<>();
  private final Map<String, PackedSigns> packed = new HashMap<>();
  private final Map<String, SignWords> words = new HashMap<>();

  private FrozenParameters(Ops tf, FrozenValues values, boolean packs, boolean roundAsWritten) {
    this.tf = tf;
    this.values = values;
    this.packs = packs;
    this.roundAsWritten = roundAsWritten;
  }

  /**
   * No constants yet, for a graph that runs at once.
   *
   * @param tf where they go
   * @param values what they hold
   */
  public static FrozenParameters of(Ops tf, FrozenValues values) {
    return new FrozenParameters(tf, values, false, false);
  }

  /**
   * No constants yet, for a graph that becomes a file and holds each sign in one bit.
   *
   * @param tf where they go
   * @param values what they hold
   * @param roundAsWritten whether signs follow, which a number rounded otherwise could change
   */
  public static FrozenParameters packed(Ops tf, FrozenValues values, boolean roundAsWritten) {
    return new FrozenParameters(tf, values, true, roundAsWritten);
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
  public Operand<TFloat32> signs(String name, Supplier<Operand<TFloat32>> formula) {
    return isPacked(name)
        ? constants.computeIfAbsent(name, key -> packedSigns(key).floats())
        : constant(name);
  }

  @Override
  public SignWords signWords(String name) {
    return words.computeIfAbsent(
        name,
        key -> {
          if (isPacked(key)) {
            return packedSigns(key).words();
          }
          TFloat32 signs = values.get(key);
          return SignWords.constants(tf, key, (int) signs.shape().get(3), floats(signs));
        });
  }

  @Override
  public boolean roundAsWritten() {
    return roundAsWritten;
  }

  private boolean isPacked(String name) {
    return packs && PackedSigns.fits(values.get(name).shape());
  }

  private PackedSigns packedSigns(String name) {
    return packed.computeIfAbsent(
        name, key -> new PackedSigns(tf, key, values.get(key).shape(), floats(values.get(key))));
  }

  private Operand<TFloat32> constant(String name) {
    return constants.computeIfAbsent(
        name, key -> Constant.tensorOf(tf.scope().withName(key), values.get(key)));
  }

  private static float[] floats(TFloat32 tensor) {
    float[] numbers = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(FloatBuffer.wrap(numbers)));
    return numbers;
  }
}
