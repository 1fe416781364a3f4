package org.recu.cli;

import org.recu.train.TrainOptions;

/**
 * The parsed command line of {@code recu train}.
 *
 * @param options of the training
 * @param resolved every option of the command line, for {@code config.json}
 */
record TrainInvocation(TrainOptions options, ResolvedOptions resolved) {}
