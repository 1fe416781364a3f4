package org.recu.train;

import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Losses;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The loss functions: mean cross entropy over the batch, against labels or against a teacher. */
final class Loss {

  private Loss() {}

  /**
   * Cross entropy against the labels: {@code -log_softmax(logits)[label]}.
   *
   * @param labels (batch), int32, from 0
   * @param logits (batch, classes), float32
   */
  static Operand<TFloat32> ofLabels(
      Ops tf, Operand<TInt32> labels, Operand<TFloat32> logits, int classes) {
    Operand<TFloat32> oneHot =
        tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f));
    return tf.math.mean(
        Losses.categoricalCrossentropy(tf, oneHot, logits, true, 0f, -1), tf.constant(0));
  }

  /**
   * ReActNet's distributional loss against a teacher: {@code -sum(softmax(teacher) *
   * log_softmax(student))}. No gradient flows into the teacher.
   *
   * @param teacher logits: (batch, classes), float32
   * @param student logits: (batch, classes), float32
   */
  static Operand<TFloat32> ofTeacher(Ops tf, Operand<TFloat32> teacher, Operand<TFloat32> student) {
    Operand<TFloat32> wanted = tf.stopGradient(tf.nn.softmax(teacher));
    return tf.math.mean(
        tf.nn.softmaxCrossEntropyWithLogits(student, wanted).loss(), tf.constant(0));
  }
}
