package org.recu.lowering;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What a {@link OneBitLoop} makes of its sums before it writes them. Sums that only a pass reads
 * are not written at all, and it is one call less.
 *
 * @param name for the function's name; empty if it changes nothing
 * @param type of the result
 * @param operands more of the function's operands
 * @param formula element-wise
 * @param <T> type of the sums
 * @param <R> type of the result
 */
record LoopEnd<T extends TNumber, R extends TNumber>(
    String name, Class<R> type, List<Operand<?>> operands, Formula<T, R> formula) {

  /** What a loop computes last. */
  @FunctionalInterface
  interface Formula<T extends TNumber, R extends TNumber> {
    /**
     * Adds its ops.
     *
     * @param tf within the function
     * @param sums of all words
     * @param operands {@link LoopEnd#operands} there
     */
    Operand<R> of(Ops tf, Operand<T> sums, List<Output<?>> operands);
  }

  LoopEnd {
    operands = List.copyOf(operands);
  }

  /** The sums as they are. */
  static <T extends TNumber> LoopEnd<T, T> none(Class<T> type) {
    return new LoopEnd<>("", type, List.of(), (tf, sums, operands) -> sums);
  }
}
