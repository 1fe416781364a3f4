package org.recu.train;

/**
 * Learning rate, tau and number of a training step.
 *
 * @param learningRate of the step
 * @param tau the quantile at which ReCU clamps
 * @param number number of the update, from 1
 * @param share of the batch that this worker has
 */
record StepRates(double learningRate, double tau, long number, StepShare share) {

  /** The rates of a step whose batch is this process's alone. */
  StepRates(double learningRate, double tau, long number) {
    this(learningRate, tau, number, StepShare.ALL);
  }

  /** The same for a share of the batch. */
  StepRates of(StepShare part) {
    return new StepRates(learningRate, tau, number, part);
  }
}
