package org.recu.train;

import org.recu.binarize.BinarizationMethod;
import org.recu.checkpoint.ModelDescription;
import org.recu.eval.Scoring;
import org.recu.lowering.Ways;
import org.recu.model.Network;
import org.recu.score.Scores;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A training step without a run: no data set, no schedule, no checkpoints. Used to measure the cost
 * of a step. Owns native memory.
 */
public final class RepeatableStep implements AutoCloseable {

  /** Small enough that repeating one batch does not diverge. It does not affect the speed. */
  private static final double LEARNING_RATE = 0.01;

  /** The first value of the published schedule. */
  private static final double TAU = 0.85;

  private static final long SEED = 1;

  private final TrainingGraph graph;

  /** Number of the last update, from 1. */
  private long number;

  /**
   * Builds the graph and initialises the network.
   *
   * @param network to train
   * @param description mean and standard deviation of its images
   * @param optimizer the update rule
   * @param compute where the step runs and how
   * @param ways to the sums of the binary layers
   */
  public RepeatableStep(
      Network network,
      ModelDescription description,
      OptimizerOptions optimizer,
      ComputeOptions compute,
      Ways ways) {
    graph =
        TrainingGraph.of(
            new Learning(
                network,
                BinarizationMethod.RECU.binarizer(),
                description.normalization(),
                optimizer,
                false,
                SEED),
            compute.on(compute.devices(), ways));
    boolean ready = false;
    try {
      graph.initialize();
      ready = true;
    } finally {
      if (!ready) {
        graph.close();
      }
    }
  }

  /**
   * Runs one step as a run does: forward, backward, update, and the scores of the batch.
   *
   * @param images (batch, size, size, 3), uint8, RGB
   * @param labels (batch), int32, from 0
   * @return mean cross entropy over the batch, before the update
   */
  public float run(TUint8 images, TInt32 labels) {
    try (StepResult result = graph.steps().run(images, labels, rates())) {
      Scores scores = Scoring.of(result.logits(), labels);
      if (scores.images() == 0) {
        throw new IllegalArgumentException("a batch without images");
      }
      return result.loss();
    }
  }

  /**
   * Runs one step under TensorFlow's tracer, which slows it down.
   *
   * @param images (batch, size, size, 3), uint8, RGB
   * @param labels (batch), int32, from 0
   * @return when each op of the step ran
   */
  public StepStats trace(TUint8 images, TInt32 labels) {
    return graph.steps().trace(images, labels, rates());
  }

  private StepRates rates() {
    number++;
    return new StepRates(LEARNING_RATE, TAU, number);
  }

  @Override
  public void close() {
    graph.close();
  }
}
