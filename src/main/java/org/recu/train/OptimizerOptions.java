package org.recu.train;

/**
 * How gradients become updates.
 *
 * @param kind the rule
 * @param momentum of {@link Kind#SGD}, in [0, 1)
 * @param weightDecay added to the gradient as {@code weightDecay * parameter}, at least 0
 * @param decayed which parameters decay
 */
public record OptimizerOptions(Kind kind, double momentum, double weightDecay, Decayed decayed) {

  /** Which parameters the weight decay is for. */
  public enum Decayed {
    /** Every one: the published program's way for CIFAR. */
    ALL,
    /**
     * Those whose PyTorch name holds {@code conv} or {@code fc}: the published program's way for
     * ImageNet. So the convolutions' weights, alpha, and the last layer; not batch normalisation,
     * shortcuts, shifts and slopes.
     */
    CONV_FC;

    /** Whether a parameter decays. */
    boolean includes(String name) {
      return this == ALL || name.contains("conv") || name.contains("fc");
    }
  }

  /** The rule by which gradients become updates. */
  public enum Kind {
    /** Stochastic gradient descent with momentum, as {@code torch.optim.SGD}. */
    SGD,
    /** Adam with beta 0.9 and 0.999 and epsilon 1e-8, as {@code torch.optim.Adam}. */
    ADAM
  }
}
