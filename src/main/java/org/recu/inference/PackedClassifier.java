package org.recu.inference;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.recu.eval.Classifier;
import org.recu.packed.PackedModel;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A packed network, on all processors. Its tensors are its only use of TensorFlow, which does not
 * start as long as images come as bytes.
 */
public final class PackedClassifier implements Classifier, PixelClassifier {

  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final PackedModel model;
  private final ExecutorService helpers;

  /**
   * Loads a packed network.
   *
   * @throws IOException if the file cannot be read or is damaged; the message names file and field
   *     (or the system property that names a kernel that there is not)
   */
  public PackedClassifier(Path file) throws IOException {
    model = load(file);
    helpers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "packed");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static PackedModel load(Path file) throws IOException {
    try {
      return PackedModel.load(file);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Length of an image's short side before the centre is cut out, in pixels. */
  int shortSide() {
    return model.info().image().shortSide();
  }

  /** Height and width of its images, in pixels. */
  public int imageSize() {
    return model.imageSize();
  }

  /** The network itself. */
  PackedModel model() {
    return model;
  }

  @Override
  public float[][] logits(byte[] pixels, int images) {
    return model.logits(pixels, images, helpers, THREADS);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the images are of another size than the network's
   */
  @Override
  public TFloat32 logits(TUint8 images) {
    byte[] pixels = new byte[(int) images.size()];
    images.asRawTensor().data().read(pixels, 0, pixels.length);
    int count = (int) images.shape().get(0);
    FloatBuffer values = FloatBuffer.allocate(count * model.classes());
    for (float[] row : logits(pixels, count)) {
      values.put(row);
    }
    return TFloat32.tensorOf(Shape.of(count, model.classes()), DataBuffers.of(values.flip()));
  }

  @Override
  public void close() {
    helpers.shutdown();
    model.close();
  }
}
