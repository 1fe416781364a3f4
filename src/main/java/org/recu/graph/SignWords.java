package org.recu.graph;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt64;

/**
 * Binary weights in words of 64 bits: bit {@code k} of word {@code (i, filter)} belongs to row
 * {@code 64 i + k} of the weight (kernel, kernel, channels, filters), whose first three axes make
 * the rows.
 *
 * @param positive which are +1: (words, filters)
 * @param known which are not 0, where some are: (words, filters)
 */
public record SignWords(Operand<TInt64> positive, Optional<Operand<TInt64>> known) {}
