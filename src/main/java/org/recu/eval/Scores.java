package org.recu.eval;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Cross entropy, top-1 and top-5 of logits, added up in double precision: the one definition that
 * training, validation and every kind of exported model are held to.
 *
 * <p>An image counts as right in the first k when fewer than k classes lie ahead of its label. Of
 * equal logits the lower class lies ahead, and everything lies ahead of a logit that is not a
 * number.
 */
public final class Scores {

  private static final int TOP = 5;

  private double loss;
  private long top1;
  private long top5;
  private long images;

  /**
   * Takes a batch in.
   *
   * @param logits (batch, classes), float32
   * @param labels (batch), int32, from 0 to classes - 1
   */
  public void add(TFloat32 logits, TInt32 labels) {
    int batch = (int) logits.shape().get(0);
    int classes = (int) logits.shape().get(1);
    float[] rows = new float[batch * classes];
    logits.copyTo(DataBuffers.of(FloatBuffer.wrap(rows)));
    int[] wanted = new int[batch];
    labels.copyTo(DataBuffers.of(IntBuffer.wrap(wanted)));
    for (int image = 0; image < batch; image++) {
      int from = image * classes;
      loss += crossEntropy(rows, from, classes, wanted[image]);
      int ahead = ahead(rows, from, classes, wanted[image]);
      top1 += ahead < 1 ? 1 : 0;
      top5 += ahead < TOP ? 1 : 0;
    }
    images += batch;
  }

  /** Sum of the cross entropy over the images. */
  public double lossSum() {
    return loss;
  }

  /** Images whose label has the greatest logit. */
  public long top1() {
    return top1;
  }

  /** Images whose label has one of the five greatest logits. */
  public long top5() {
    return top5;
  }

  /** Images taken in. */
  public long images() {
    return images;
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
