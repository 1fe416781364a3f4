package org.recu.train;

/**
 * Images per step.
 *
 * @param training images per training step
 * @param evaluation images per evaluation step
 */
public record BatchSizes(int training, int evaluation) {}
