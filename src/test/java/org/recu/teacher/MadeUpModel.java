package org.recu.teacher;

import java.io.IOException;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * A SavedModel from elsewhere. The logit of class c is c plus the mean of the image's values, on
 * whatever scale they are.
 *
 * @param size height and width of the images; -1 for any
 * @param classes number of logits
 */
record MadeUpModel(int size, int classes) {

  /** Inputs and outputs of the model. */
  enum Kind {
    BYTES,
    FLOATS,
    PROBABILITIES
  }

  /** Writes the model to a folder. */
  void write(Path folder, Kind kind) throws IOException {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<? extends TNumber> images =
          kind == Kind.FLOATS ? placeholder(tf, TFloat32.class) : placeholder(tf, TUint8.class);
      Operand<TFloat32> numbers = tf.dtypes.cast(images, TFloat32.class);
      Operand<TFloat32> mean = tf.math.mean(numbers, tf.constant(new int[] {1, 2, 3}));
      float[] steps = new float[classes];
      for (int i = 0; i < classes; i++) {
        steps[i] = i;
      }
      Operand<TFloat32> logits =
          tf.math.add(tf.expandDims(mean, tf.constant(1)), tf.constant(steps));
      Signature signature =
          Signature.builder("serving_default")
              .input("anything", images)
              .output("answer", kind == Kind.PROBABILITIES ? tf.nn.softmax(logits) : logits)
              .output("mean", mean)
              .build();
      SavedModelBundle.exporter(folder.toString())
          .withTags("serve")
          .withSession(session)
          .withSignature(signature)
          .export();
    }
  }

  private <T extends TNumber> Placeholder<T> placeholder(Ops tf, Class<T> type) {
    return tf.placeholder(type, Placeholder.shape(Shape.of(-1, size, size, 3)));
  }
}
