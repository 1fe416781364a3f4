package org.recu.checkpoint;

/**
 * Everything in a checkpoint but the values of the variables.
 *
 * @param model the network and the images it takes
 * @param run how the run was started
 * @param progress of the run
 */
public record TrainingState(ModelDescription model, RunDescription run, Progress progress) {}
