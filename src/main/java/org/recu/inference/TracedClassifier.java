package org.recu.inference;

import org.recu.eval.Classifier;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TUint8;

/** A classifier that can record when each of its ops runs. */
public interface TracedClassifier extends Classifier {

  /**
   * Classifies a batch with TensorFlow's trace on, which makes it slower.
   *
   * @param images (batch, size, size, 3), uint8, RGB, not normalised
   * @return when each op ran
   */
  StepStats trace(TUint8 images);
}
