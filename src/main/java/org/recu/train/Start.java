package org.recu.train;

import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.weights.WeightMatch;

/**
 * The initial values of a run's variables. Variables that neither option covers start at random
 * values.
 *
 * @param from the checkpoint to resume from; it covers all variables, including the optimizer's
 * @param pretrained pretrained weights, if there is no checkpoint yet
 */
public record Start(Optional<Checkpoint> from, Optional<WeightMatch> pretrained) {}
