package org.recu.eval;

import java.io.IOException;
import java.util.List;
import org.recu.data.pipeline.Substitution;
import org.recu.score.Scores;

/**
 * Loss and accuracy of a network on a set of images.
 *
 * @param scores of the images, with the cross entropy as their loss
 * @param imagesPerSecond speed, including reading
 * @param substitutions images that could not be read, with those used in their place
 */
public record Evaluation(Scores scores, double imagesPerSecond, List<Substitution> substitutions) {

  public Evaluation {
    substitutions = List.copyOf(substitutions);
  }

  /**
   * The evaluation with the given scores.
   *
   * @param seconds that the evaluation took
   * @throws IOException if there were no images
   */
  static Evaluation of(Scores scores, double seconds, List<Substitution> substitutions)
      throws IOException {
    if (scores.images() == 0) {
      throw new IOException("there are no images to evaluate");
    }
    return new Evaluation(scores, scores.images() / seconds, substitutions);
  }
}
