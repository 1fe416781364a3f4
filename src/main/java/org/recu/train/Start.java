package org.recu.train;

import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.weights.WeightMatch;

/**
 * What a run's variables begin with: starting values of their own, of which some or all may be
 * replaced.
 *
 * @param from the checkpoint that a run goes on from: all variables, the optimizer's too
 * @param pretrained weights that a run begins with, where there is no checkpoint yet
 */
public record Start(Optional<Checkpoint> from, Optional<WeightMatch> pretrained) {}
