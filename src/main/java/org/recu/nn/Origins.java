package org.recu.nn;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * What the activations of a tower that learns in mixed precision were made of.
 *
 * <p>A network asks for one layer after the other, each from the float32 operand that the layer
 * before it gave. Such an operand is there for whoever uses it; but a layer that could begin
 * further back, and save a pass over the activations, finds here where. Ops that nobody uses in the
 * end never run.
 */
final class Origins {

  private final Map<Output<?>, Operand<TBfloat16>> narrow = new HashMap<>();
  private final Map<Output<?>, MixedNormalization> normalized = new HashMap<>();

  /** An operand in float32, from which its {@link #narrow} form can be had again. */
  Operand<TFloat32> widened(Ops tf, Operand<TBfloat16> origin) {
    Operand<TFloat32> wide = tf.dtypes.cast(origin, TFloat32.class);
    narrow.put(wide.asOutput(), origin);
    return wide;
  }

  /** What an operand is the widened form of. */
  Optional<Operand<TBfloat16>> narrow(Operand<TFloat32> wide) {
    return Optional.ofNullable(narrow.get(wide.asOutput()));
  }

  /** Tells which normalisation an operand is the value of. */
  void normalized(Operand<TFloat32> value, MixedNormalization origin) {
    normalized.put(value.asOutput(), origin);
  }

  /** The normalisation that an operand is the value of. */
  Optional<MixedNormalization> normalized(Operand<TFloat32> value) {
    return Optional.ofNullable(normalized.get(value.asOutput()));
  }
}
