package org.recu.train;

/**
 * What a step is told beside its images.
 *
 * @param learningRate of the step
 * @param tau the quantile that ReCU clamps at
 * @param number number of the update, from 1
 */
record StepRates(double learningRate, double tau, long number) {}
