package org.recu.checkpoint;

/**
 * The best epoch so far.
 *
 * @param epoch from 0
 * @param top1 validation accuracy, in per cent
 */
public record Best(int epoch, double top1) {

  public Best {
    if (epoch < 0 || epoch == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "epoch (%d) must be at least 0".formatted(epoch)
              + (epoch < 0 ? "" : ", and one must follow"));
    }
  }
}
