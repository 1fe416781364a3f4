package org.recu.eval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A class that a network predicts for an image.
 *
 * @param classNumber from 0
 * @param probability softmax of the logits, 0 to 1
 */
public record Prediction(int classNumber, double probability) {

  /**
   * The most probable classes, the most probable first; of equal ones the lower number first.
   *
   * @param logits one per class
   * @param count how many classes to return; all if there are fewer
   * @throws IOException if a logit is not finite
   */
  public static List<Prediction> top(float[] logits, int count) throws IOException {
    double greatest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new IOException("the network returned a non-finite logit: " + logit);
      }
      greatest = Math.max(greatest, logit);
    }
    // Subtracting the greatest logit avoids overflow in the exponential and does not change the
    // quotient.
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - greatest);
    }
    List<Prediction> predictions = new ArrayList<>();
    for (int number : mostProbable(logits, count)) {
      predictions.add(new Prediction(number, Math.exp(logits[number] - greatest) / sum));
    }
    return predictions;
  }

  private static int[] mostProbable(float[] logits, int count) {
    // The sort is stable: equal logits stay in the order of their classes.
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparing(number -> -logits[number]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
