package org.recu.train;

/**
 * The update rule and its hyper-parameters.
 *
 * @param kind the rule
 * @param momentum of {@link Kind#SGD}, in [0, 1)
 * @param weightDecay added to the gradient as {@code weightDecay * parameter}, at least 0
 * @param decayed which parameters decay
 */
public record OptimizerOptions(Kind kind, double momentum, double weightDecay, Decayed decayed) {

  /** Which parameters weight decay applies to. */
  public enum Decayed {
    /** All parameters, as the published program does for CIFAR. */
    ALL,
    /**
     * Parameters whose PyTorch name contains {@code conv} or {@code fc}, as the published program
     * does for ImageNet: the convolutions' weights, alpha, and the last layer, but not batch
     * normalisation, shortcuts, shifts and slopes.
     */
    CONV_FC;

    /** Whether weight decay applies to the named parameter. */
    boolean includes(String name) {
      return this == ALL || name.contains("conv") || name.contains("fc");
    }
  }

  /** The update rule. */
  public enum Kind {
    /** Stochastic gradient descent with momentum, as {@code torch.optim.SGD}. */
    SGD,
    /** Adam with beta 0.9 and 0.999 and epsilon 1e-8, as {@code torch.optim.Adam}. */
    ADAM
  }
}
