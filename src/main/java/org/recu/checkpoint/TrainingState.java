package org.recu.checkpoint;

/**
 * Everything of a checkpoint but the values of the variables.
 *
 * @param model what the network is and what it wants to see
 * @param run how the run was started
 * @param progress how far it has come
 */
public record TrainingState(ModelDescription model, RunDescription run, Progress progress) {}
