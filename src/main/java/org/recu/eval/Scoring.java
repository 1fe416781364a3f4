package org.recu.eval;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.recu.score.Scores;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Computes cross entropy, top-1 and top-5 from logits, summed in double precision. Training,
 * validation and every kind of exported model use this one definition.
 *
 * <p>An image is a top-k hit if fewer than k classes rank above its label. Among equal logits the
 * lower class ranks higher, and every class ranks above a label whose logit is NaN.
 */
public final class Scoring {

  private static final int TOP = 5;

  private Scoring() {}

  /**
   * Computes the scores of a batch.
   *
   * @param logits (batch, classes), float32
   * @param labels (batch), int32, from 0 to classes - 1
   */
  public static Scores of(TFloat32 logits, TInt32 labels) {
    return add(Scores.NONE, logits, labels);
  }

  /**
   * Adds the scores of a batch, image by image.
   *
   * @param logits (batch, classes), float32
   * @param labels (batch), int32, from 0 to classes - 1
   */
  public static Scores add(Scores before, TFloat32 logits, TInt32 labels) {
    int batch = (int) logits.shape().get(0);
    int classes = (int) logits.shape().get(1);
    float[] rows = new float[batch * classes];
    logits.copyTo(DataBuffers.of(FloatBuffer.wrap(rows)));
    int[] wanted = new int[batch];
    labels.copyTo(DataBuffers.of(IntBuffer.wrap(wanted)));
    double loss = before.lossSum();
    long top1 = before.top1Hits();
    long top5 = before.top5Hits();
    for (int image = 0; image < batch; image++) {
      int from = image * classes;
      loss += crossEntropy(rows, from, classes, wanted[image]);
      int ahead = ahead(rows, from, classes, wanted[image]);
      top1 += ahead < 1 ? 1 : 0;
      top5 += ahead < TOP ? 1 : 0;
    }
    return new Scores(before.images() + batch, loss, top1, top5);
  }

  private static double crossEntropy(float[] rows, int from, int classes, int label) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + classes; i++) {
      greatest = Math.max(greatest, rows[i]);
    }
    double sum = 0;
    for (int i = from; i < from + classes; i++) {
      sum += Math.exp(rows[i] - greatest);
    }
    return greatest + Math.log(sum) - rows[from + label];
  }

  private static int ahead(float[] rows, int from, int classes, int label) {
    float own = rows[from + label];
    if (Float.isNaN(own)) {
      return classes;
    }
    int ahead = 0;
    for (int other = 0; other < classes; other++) {
      float logit = rows[from + other];
      boolean before = logit > own || (logit == own && other < label);
      ahead += before ? 1 : 0;
    }
    return ahead;
  }
}
