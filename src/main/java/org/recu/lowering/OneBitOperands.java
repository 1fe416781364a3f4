package org.recu.lowering;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * What a {@link OneBitLoop} reads.
 *
 * @param signs of the activation
 * @param weights which are +1: (terms, words, filters)
 * @param known which weights are not 0, where some are: (terms, words, filters)
 * @param more sums to add to
 */
record OneBitOperands<T extends TNumber>(
    Signs signs,
    Operand<TInt64> weights,
    Optional<Operand<TInt64>> known,
    Optional<Operand<T>> more) {

  /** The signs of an activation, of which a function makes the planes that its loop reads. */
  sealed interface Signs {

    /** What the function takes. */
    List<Operand<?>> operands();

    /**
     * The planes: (batch, height, width, words), padded.
     *
     * @param tf within the function
     * @param operands {@link #operands} there
     */
    SignPlanes within(Ops tf, List<Output<?>> operands);

    /** For the function's name. */
    String name();
  }

  /**
   * Signs that are planes already.
   *
   * @param planes (batch, height, width, words), padded
   */
  record Packed(SignPlanes planes) implements Signs {
    @Override
    public List<Operand<?>> operands() {
      return List.of(planes.positive(), planes.known());
    }

    @Override
    public SignPlanes within(Ops tf, List<Output<?>> operands) {
      return SignPlanes.within(operands);
    }

    @Override
    public String name() {
      return "";
    }
  }

  /**
   * Signs that the function of the loop packs: where a convolution has one loop only, that is one
   * call less.
   *
   * @param activation (batch, height, width, channels); all but the batch known
   * @param padding on each side
   */
  record Unpacked(Operand<TFloat32> activation, int padding) implements Signs {
    @Override
    public List<Operand<?>> operands() {
      return List.of(activation);
    }

    @Override
    public SignPlanes within(Ops tf, List<Output<?>> operands) {
      return SignPlanes.packed(
          tf, operands.get(0).expect(TFloat32.class), activation.shape(), padding);
    }

    @Override
    public String name() {
      return "_from_%dx%d_padded_by_%d"
          .formatted(activation.shape().get(1), activation.shape().get(2), padding);
    }
  }

  /**
   * The same within a function.
   *
   * @param planes of the activation
   */
  record Within<T extends TNumber>(
      SignPlanes planes,
      Operand<TInt64> weights,
      Optional<Operand<TInt64>> known,
      Optional<Operand<T>> more) {}

  /** The operands of the function. */
  List<Operand<?>> list() {
    List<Operand<?>> list = new ArrayList<>(signs.operands());
    list.add(weights);
    known.ifPresent(list::add);
    more.ifPresent(list::add);
    return list;
  }

  /**
   * What they are within the function.
   *
   * @param operands {@link #list} there
   * @param type of the sums
   */
  Within<T> within(Ops tf, List<Output<?>> operands, Class<T> type) {
    int count = signs.operands().size();
    Iterator<Output<?>> rest = operands.subList(count, operands.size()).iterator();
    return new Within<>(
        signs.within(tf, operands.subList(0, count)),
        rest.next().expect(TInt64.class),
        known.map(plane -> rest.next().expect(TInt64.class)),
        more.map(sums -> rest.next().expect(type)));
  }

  /** For the function's name. */
  String name() {
    return signs.name() + (known.isPresent() ? "_zeros" : "") + (more.isPresent() ? "_more" : "");
  }
}
