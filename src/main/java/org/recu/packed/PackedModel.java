package org.recu.packed;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.recu.image.BufferedImages;
import org.recu.image.CentreCut;
import org.recu.image.Raster;
import org.recu.image.Resampler;
import org.recu.packed.proto.NetworkMessage;

/**
 * A network with binary convolutions, read from a packed file and computed with the processor's
 * plain instructions: signs are bits, their products exclusive ors.
 *
 * <p>Thread-safe: any number of threads may use a model at the same time. Each call computes in its
 * caller's thread, unless it is given an executor. Apart from the logits that it returns, a call
 * allocates memory only while more threads compute than ever before, and until the JVM has compiled
 * the loops of the Vector API; {@link #predict} and {@link #pixels} also allocate the resized
 * image.
 */
public final class PackedModel implements AutoCloseable {

  private final String source;
  private final PackedInfo info;
  private final Kernel kernel;
  private final Engine engine;

  private PackedModel(String source, PackedInfo info, Kernel kernel, Engine engine) {
    this.source = source;
    this.info = info;
    this.kernel = kernel;
    this.engine = engine;
  }

  /**
   * Reads a packed file.
   *
   * @param file as {@code recu export --format packed} writes it
   * @throws IOException if it cannot be read, is truncated, damaged or of a later version, or its
   *     sizes do not fit each other or the Java heap; the message is one line and names file and
   *     field
   * @throws IllegalArgumentException if the system property {@code recu.packed.kernel} names a
   *     kernel that there is not
   */
  public static PackedModel load(Path file) throws IOException {
    String source = file.toString();
    NetworkMessage network = PackedFile.read(file).network();
    Kernel kernel = Kernels.chosen();
    Engine engine =
        Kernels.isForced()
            ? Engine.of(source, network, kernel)
            : Engine.startingPlain(source, network, kernel);
    return new PackedModel(source, PackedInfo.of(network, engine.classes()), kernel, engine);
  }

  static PackedModel of(String source, NetworkMessage network, Kernel kernel) throws IOException {
    Engine engine = Engine.of(source, network, kernel);
    return new PackedModel(source, PackedInfo.of(network, engine.classes()), kernel, engine);
  }

  /** What the file says about the network: names, classes, scores, how an image is cut. */
  public PackedInfo info() {
    return info;
  }

  /** How many classes it tells apart. */
  public int classes() {
    return info.classes();
  }

  /** Height and width of its images, in pixels. */
  public int imageSize() {
    return info.image().size();
  }

  /**
   * The kernel that computes it, such as {@code vector}. Unless the system property forces it,
   * plain loops compute the first images, since the JVM takes a while until others are fast.
   */
  public String kernel() {
    return kernel.name();
  }

  /**
   * The kernel that models get in this process.
   *
   * @throws IllegalArgumentException as {@link #load}
   */
  public static String chosenKernel() {
    return Kernels.chosen().name();
  }

  /**
   * Reads an image file with its colours as they are stored, as training's loader does. {@code
   * ImageIO.read} alone converts those of a JPEG with a colour profile, which most networks have
   * never seen converted.
   *
   * @param file the bytes of a JPEG, PNG, GIF, BMP or TIFF
   * @return empty if it is no image that {@code javax.imageio} knows
   * @throws IOException if it is truncated or damaged, or has more pixels than fit the Java heap
   */
  public static Optional<BufferedImage> image(byte[] file) throws IOException {
    return ImageFile.read(file);
  }

  /**
   * Classifies an image of any size: its short side is resized to {@link ImageForm#shortSide} and
   * the centre cut out, as in validation.
   *
   * @param image of any type that converts to RGB
   * @param count how many classes to return; all if there are fewer
   * @return the most probable classes, the most probable first
   * @throws IllegalArgumentException if count is below 1
   * @throws IllegalStateException if the model is closed, or a logit is not finite
   */
  public List<Prediction> predict(BufferedImage image, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count (%d) must be at least 1".formatted(count));
    }
    return top(logits(pixels(image)), count);
  }

  /**
   * The pixels that the network takes of an image, as they are stored: its short side is resized to
   * {@link ImageForm#shortSide} and the centre cut out.
   *
   * @return (size, size, 3), uint8, RGB
   */
  public byte[] pixels(BufferedImage image) {
    Raster whole = new Raster();
    BufferedImages.copy(image, whole);
    Raster centre = new Raster();
    CentreCut.of(whole.height(), whole.width(), info.image().shortSide(), imageSize())
        .resample(whole, new Resampler(), centre);
    return Arrays.copyOf(centre.pixels(), centre.length());
  }

  /**
   * The most probable classes for logits, the most probable first; of equal ones the lower number
   * first.
   *
   * @param logits one a class
   * @param count how many classes to return; all if there are fewer
   * @throws IllegalStateException if a logit is not finite
   */
  public List<Prediction> top(float[] logits, int count) {
    return new Ranking(source, info).top(logits, count);
  }

  /**
   * The logits of an image.
   *
   * @param pixels (size, size, 3), uint8, RGB
   * @return one a class
   * @throws IllegalArgumentException if there are more or fewer bytes than an image has
   * @throws IllegalStateException if the model is closed
   */
  public float[] logits(byte[] pixels) {
    return logits(pixels, 1)[0];
  }

  /**
   * The logits of several images, computed one after the other.
   *
   * @param pixels (images, size, size, 3), uint8, RGB
   * @param images how many there are
   * @return (images, classes)
   * @throws IllegalArgumentException if there are more or fewer bytes than the images have
   * @throws IllegalStateException if the model is closed
   */
  public float[][] logits(byte[] pixels, int images) {
    return logits(pixels, images, Runnable::run, 1);
  }

  /**
   * The logits of several images, computed by several threads: the caller's and those of an
   * executor. If the executor has no thread to spare, the caller's computes all of them.
   *
   * @param pixels (images, size, size, 3), uint8, RGB
   * @param images how many there are
   * @param executor for the other threads
   * @param threads how many compute at the most, the caller's among them
   * @return (images, classes)
   * @throws IllegalArgumentException if there are more or fewer bytes than the images have, or
   *     threads is below 1
   * @throws IllegalStateException if the model is closed
   */
  public float[][] logits(byte[] pixels, int images, Executor executor, int threads) {
    int size = imageSize();
    long expected = (long) images * size * size * ImageForm.COLOURS;
    if (images < 0 || pixels.length != expected) {
      throw new IllegalArgumentException(
          "found %d bytes, expected %d: %d images of %dx%dx%d"
              .formatted(pixels.length, expected, images, size, size, ImageForm.COLOURS));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads (%d) must be at least 1".formatted(threads));
    }
    return engine.logits(pixels, images, executor, threads);
  }

  /** Frees the model's memory once the calls that are under way have ended; later calls fail. */
  @Override
  public void close() {
    engine.close();
  }
}
