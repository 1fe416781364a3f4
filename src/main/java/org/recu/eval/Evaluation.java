package org.recu.eval;

import java.io.IOException;
import java.util.List;
import org.recu.data.pipeline.Substitution;
import org.recu.score.Scores;

/**
 * Loss and accuracy of a network on a set of images.
 *
 * @param loss mean cross entropy
 * @param top1 per cent of images whose label has the greatest logit
 * @param top5 per cent of images whose label has one of the five greatest logits
 * @param images how many were evaluated
 * @param imagesPerSecond speed, including reading
 * @param substitutions images that could not be read, with those used in their place
 */
public record Evaluation(
    double loss,
    double top1,
    double top5,
    long images,
    double imagesPerSecond,
    List<Substitution> substitutions) {

  public Evaluation {
    substitutions = List.copyOf(substitutions);
  }

  /**
   * Averages scores.
   *
   * @param seconds that the evaluation took
   * @throws IOException if there were no images
   */
  static Evaluation of(Scores scores, double seconds, List<Substitution> substitutions)
      throws IOException {
    if (scores.images() == 0) {
      throw new IOException("there are no images to evaluate");
    }
    return new Evaluation(
        scores.loss(),
        scores.top1(),
        scores.top5(),
        scores.images(),
        scores.images() / seconds,
        substitutions);
  }
}
