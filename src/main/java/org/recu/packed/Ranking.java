package org.recu.packed;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The most probable classes.
 *
 * @param source of the model, for messages
 * @param info that names the classes
 */
record Ranking(String source, PackedInfo info) {

  /**
   * Ranks the classes by their logits; of equal ones the lower number comes first.
   *
   * @param logits one a class
   * @param count how many classes to return; all if there are fewer
   * @throws IllegalStateException if a logit is not finite
   */
  List<Prediction> top(float[] logits, int count) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new IllegalStateException(
            "%s returned a non-finite logit: %s".formatted(source, logit));
      }
      greatest = Math.max(greatest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - greatest);
    }
    double largest = greatest;
    double all = sum;
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparing(number -> -logits[number]))
        .limit(count)
        .map(
            number ->
                new Prediction(
                    number, info.className(number), Math.exp(logits[number] - largest) / all))
        .toList();
  }
}
