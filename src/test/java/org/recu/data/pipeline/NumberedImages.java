package org.recu.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.recu.data.PixelSplit;
import org.tensorflow.types.TUint8;

/** Made-up images of any bytes for tests, whose labels are their indices. */
public final class NumberedImages {
  static final int IMAGE_SIZE = 8;
  static final int IMAGE_BYTES = 3 * IMAGE_SIZE * IMAGE_SIZE;

  private NumberedImages() {}

  static PixelSplit split(int size) {
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) i;
    }
    return new PixelSplit(bytes(size), labels, IMAGE_SIZE);
  }

  /** The images of such a split, one behind the other. */
  static byte[] bytes(int size) {
    byte[] bytes = new byte[size * IMAGE_BYTES];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  static byte[] bytes(TUint8 tensor) {
    byte[] bytes = new byte[(int) tensor.shape().size()];
    tensor.asRawTensor().data().read(bytes);
    return bytes;
  }

  static List<Integer> labels(Batch batch) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      labels.add(batch.labels().getInt(i));
    }
    return labels;
  }
}
