package org.recu.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.fusion.Fusions;
import org.recu.nn.Int8Pass.Result;
import org.recu.nn.Int8Pass.Start;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The layers of a tower whose binary convolutions compute with bytes.
 *
 * <p>A network asks for one layer after the other, each from the float32 operand that the layer
 * before it gave. Such an operand is there for whoever uses it; but these layers also remember what
 * it was made of, and the next one begins there in its place. So a hard tanh goes in one compiled
 * pass from the convolution's sums to its result and the signs of that, and the next convolution
 * takes these. Ops that nobody uses in the end never run.
 *
 * <p>Every number is rounded as by the ops of a tower that computes in float32: both give the same
 * logits, to the bit.
 */
final class Int8Layers {

  /** What a pass may begin with in place of a float32 operand. */
  private record Origin(Start start, List<Operand<?>> operands) {}

  private final Fusions fusions;
  private final Int8Parameters parameters;

  /** Sums of convolutions, pooled or not, by the operand that holds them in float32. */
  private final Map<Output<?>, Origin> sums = new HashMap<>();

  /** Normalised sums that no pass has been made over yet. */
  private final Map<Output<?>, Origin> normalized = new HashMap<>();

  /** Signs of activations, from the pass that made these. */
  private final Map<Output<?>, Operand<TUint8>> signs = new HashMap<>();

  Int8Layers(Fusions fusions, Int8Parameters parameters) {
    this.fusions = fusions;
    this.parameters = parameters;
  }

  /**
   * A binary convolution.
   *
   * @param input (batch, height, width, channels), real: its sign is taken here
   * @param form filters, kernel, stride and padding
   * @param weight name of the binary weight
   * @return sums (batch, out height, out width, filters)
   */
  Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> input, Convolution form, String weight) {
    Operand<TUint8> bytes =
        signs.computeIfAbsent(
            input.asOutput(),
            key -> pass(tf, input, Optional.empty(), Result.SIGN).get(0).expect(TUint8.class));
    Operand<TInt32> whole = Int8Convolution.of(tf, bytes, parameters.signBytes(weight), form);
    Operand<TFloat32> output = tf.dtypes.cast(whole, TFloat32.class);
    sums.put(output.asOutput(), new Origin(Start.SUMS, List.of(whole)));
    return output;
  }

  /** Tells that an operand holds the greatest of every 2x2 square of another. */
  void pooled(Operand<TFloat32> input, Operand<TFloat32> output) {
    Origin origin = sums.get(input.asOutput());
    if (origin != null && origin.start == Start.SUMS) {
      sums.put(output.asOutput(), new Origin(Start.POOLED_SUMS, origin.operands));
    }
  }

  /**
   * {@code input * gain + offset}.
   *
   * @param input (batch, height, width, channels)
   * @param gain (channels)
   * @param offset (channels)
   */
  Optional<Operand<TFloat32>> normalize(
      Ops tf, Operand<TFloat32> input, Operand<TFloat32> gain, Operand<TFloat32> offset) {
    Origin origin = sums.get(input.asOutput());
    if (origin == null) {
      return Optional.empty();
    }
    List<Operand<?>> operands = new ArrayList<>(origin.operands);
    operands.addAll(List.of(gain, offset));
    Origin all = new Origin(origin.start, operands);
    Operand<TFloat32> output =
        pass(tf, all, input.shape(), Optional.empty(), Result.NUMBER).get(0).expect(TFloat32.class);
    normalized.put(output.asOutput(), all);
    return Optional.of(output);
  }

  /** {@code input} clamped to [-1, 1]. */
  Operand<TFloat32> hardTanh(Ops tf, Operand<TFloat32> input) {
    // Two passes: mostly one of the results is not used.
    Output<?> output = pass(tf, input, Optional.empty(), Result.CLAMPED).get(0);
    signs.put(output, pass(tf, input, Optional.empty(), Result.SIGN).get(0).expect(TUint8.class));
    return output.expect(TFloat32.class);
  }

  /** {@code input + shortcut} clamped to [-1, 1]. */
  Operand<TFloat32> hardTanh(Ops tf, Operand<TFloat32> input, Operand<TFloat32> shortcut) {
    List<Output<?>> outputs = pass(tf, input, Optional.of(shortcut), Result.CLAMPED, Result.SIGN);
    signs.put(outputs.get(0), outputs.get(1).expect(TUint8.class));
    return outputs.get(0).expect(TFloat32.class);
  }

  private List<Output<?>> pass(
      Ops tf, Operand<TFloat32> input, Optional<Operand<TFloat32>> shortcut, Result... results) {
    Origin itself = new Origin(Start.REAL, List.of(input));
    Origin origin = normalized.getOrDefault(input.asOutput(), itself);
    return pass(tf, origin, input.shape(), shortcut, results);
  }

  private List<Output<?>> pass(
      Ops tf, Origin origin, Shape shape, Optional<Operand<TFloat32>> shortcut, Result... results) {
    List<Operand<?>> operands = new ArrayList<>(origin.operands);
    shortcut.ifPresent(operands::add);
    return new Int8Pass(origin.start, shape, shortcut.isPresent(), List.of(results))
        .run(tf, fusions, operands);
  }
}
