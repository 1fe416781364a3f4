package org.recu.record;

/**
 * What the schedule gives every step of an epoch.
 *
 * @param learningRate of the optimizer
 * @param tau the quantile at which ReCU clamps
 */
public record EpochRates(double learningRate, double tau) {}
