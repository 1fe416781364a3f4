package org.recu.eval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.recu.data.pipeline.Batch;
import org.recu.data.pipeline.EpochBatches;
import org.recu.data.pipeline.Pipeline;
import org.recu.data.pipeline.StoppedWaitingException;
import org.recu.data.pipeline.Substitution;
import org.recu.score.Scores;
import org.tensorflow.types.TFloat32;

/** Measures a network on a set of images. */
public final class Evaluator {

  private Evaluator() {}

  /**
   * Computes loss and accuracy over all images of a pipeline.
   *
   * @param classifier the network
   * @param pipeline images in a fixed order, not augmented
   * @throws IOException if an image cannot be read
   */
  public static Evaluation evaluate(Classifier classifier, Pipeline pipeline) throws IOException {
    return evaluate(classifier, pipeline, () -> false);
  }

  /**
   * The same for a caller that may be asked to stop.
   *
   * @param stop asked while an image is waited for
   * @throws StoppedWaitingException if it says so
   */
  public static Evaluation evaluate(Classifier classifier, Pipeline pipeline, BooleanSupplier stop)
      throws IOException {
    Scores scores = Scores.NONE;
    List<Substitution> substitutions = new ArrayList<>();
    long start = System.nanoTime();
    try (EpochBatches batches = pipeline.epoch(0, 0, stop)) {
      Batch next;
      while ((next = batches.next()) != null) {
        try (Batch batch = next;
            TFloat32 logits = classifier.logits(batch.images())) {
          scores = Scoring.add(scores, logits, batch.labels());
          substitutions.addAll(batch.substitutions());
        }
      }
    }
    return Evaluation.of(scores, (System.nanoTime() - start) / 1e9, substitutions);
  }
}
