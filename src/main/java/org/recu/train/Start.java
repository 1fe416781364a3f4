package org.recu.train;

import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.weights.WeightMatch;

/**
 * The initial values of a run's variables: random ones, some or all of which may be replaced.
 *
 * @param from the checkpoint that a run is resumed from: all variables, the optimizer's too
 * @param pretrained pretrained weights, if there is no checkpoint yet
 */
public record Start(Optional<Checkpoint> from, Optional<WeightMatch> pretrained) {}
