package org.recu.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A class that a network takes a picture for.
 *
 * @param classNumber from 0
 * @param probability by the softmax of the logits, 0 to 1
 */
public record Prediction(int classNumber, double probability) {

  /**
   * The likeliest classes, the likeliest first; of equal ones the lower number first.
   *
   * @param logits one a class
   * @param count how many; all where there are fewer classes
   * @throws IllegalArgumentException where a logit is not a finite number
   */
  public static List<Prediction> top(float[] logits, int count) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new IllegalArgumentException("the network answers " + logit + ", which is no logit");
      }
      greatest = Math.max(greatest, logit);
    }
    // Shifted by the greatest, which the quotient does not notice and the exponential needs.
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - greatest);
    }
    List<Prediction> predictions = new ArrayList<>();
    for (int number : likeliest(logits, count)) {
      predictions.add(new Prediction(number, Math.exp(logits[number] - greatest) / sum));
    }
    return predictions;
  }

  private static int[] likeliest(float[] logits, int count) {
    // The sort is stable: equal ones stay in the order of their numbers.
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparing(number -> -logits[number]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
