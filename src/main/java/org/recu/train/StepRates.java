package org.recu.train;

/**
 * Learning rate, tau and number of a training step.
 *
 * @param learningRate of the step
 * @param tau the quantile at which ReCU clamps
 * @param number number of the update, from 1
 */
record StepRates(double learningRate, double tau, long number) {}
