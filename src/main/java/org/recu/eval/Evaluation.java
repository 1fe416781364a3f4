package org.recu.eval;

import java.util.List;
import org.recu.data.pipeline.Substitution;
import org.recu.score.Scores;

/**
 * What a network came to on a set of images.
 *
 * @param loss mean cross entropy
 * @param top1 percent of images whose label has the greatest logit
 * @param top5 percent of images whose label has one of the five greatest logits
 * @param images how many there were
 * @param imagesPerSecond how fast they went through, reading included
 * @param substitutions images that could not be read, and those that stood in for them
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
   * The means of some scores.
   *
   * @param seconds that it took to come by them
   * @throws IllegalArgumentException where the scores have seen no image
   */
  static Evaluation of(Scores scores, double seconds, List<Substitution> substitutions) {
    if (scores.images() == 0) {
      throw new IllegalArgumentException("there were no images to evaluate");
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
