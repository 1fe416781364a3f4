package org.recu.eval;

import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TUint8;

/** A classifier that can say when each of its ops runs. */
public interface TracedClassifier extends Classifier {

  /**
   * Looks at a batch under TensorFlow's trace, which makes it slower.
   *
   * @param images (batch, size, size, 3), uint8, RGB, not normalised
   * @return when each op ran
   */
  StepStats trace(TUint8 images);
}
