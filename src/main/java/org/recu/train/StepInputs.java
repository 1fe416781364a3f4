package org.recu.train;

import java.util.Optional;
import org.recu.graph.ImageInput;
import org.recu.lowering.BatchShare;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What is fed to a training graph.
 *
 * @param images of the batch
 * @param labels (batch), int32, from 0
 * @param learningRate scalar
 * @param tau scalar: the binarizer's quantile for the epoch
 * @param number scalar: number of the update, from 1
 * @param teacher logits: (batch, classes); empty where the labels are learnt from
 */
record StepInputs(
    ImageInput images,
    Placeholder<TInt32> labels,
    Placeholder<TFloat32> learningRate,
    Placeholder<TFloat32> tau,
    Placeholder<TFloat32> number,
    Optional<Placeholder<TFloat32>> teacher) {

  /** Adds the placeholders to a graph. */
  static StepInputs create(Ops tf, Learning learning) {
    Shape logits = Shape.of(-1, learning.network().classes());
    return new StepInputs(
        ImageInput.create(tf, "images", learning.network().imageSize(), learning.normalization()),
        tf.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1))),
        scalar(tf, "learning_rate"),
        scalar(tf, "tau"),
        scalar(tf, "step"),
        learning.taught()
            ? Optional.of(
                tf.withName("teacher").placeholder(TFloat32.class, Placeholder.shape(logits)))
            : Optional.empty());
  }

  private static Placeholder<TFloat32> scalar(Ops tf, String name) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  /**
   * All that is fed, for the only tower.
   *
   * @param share that it is of a batch; empty if it is all of it
   */
  TowerInputs fed(Optional<BatchShare> share) {
    return new TowerInputs(images.normalized(), labels, teacher.map(logits -> logits), tau, share);
  }
}
