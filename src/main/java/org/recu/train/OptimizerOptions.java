package org.recu.train;

/**
 * How gradients become updates.
 *
 * @param kind the rule
 * @param momentum of {@link Kind#SGD}, in [0, 1)
 * @param weightDecay added to the gradient as {@code weightDecay * parameter}, at least 0
 */
public record OptimizerOptions(Kind kind, double momentum, double weightDecay) {

  /** The rule by which gradients become updates. */
  public enum Kind {
    /** Stochastic gradient descent with momentum, as {@code torch.optim.SGD}. */
    SGD,
    /** Adam with beta 0.9 and 0.999 and epsilon 1e-8, as {@code torch.optim.Adam}. */
    ADAM
  }
}
