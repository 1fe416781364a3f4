package org.recu.decoding;

import java.util.ArrayList;
import java.util.List;
import org.recu.image.Box;
import org.recu.image.EncodedImage;
import org.recu.image.ImageDecoder;
import org.recu.image.ImageFormat;
import org.recu.image.JavaDecoder;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeAndCropJpeg;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Decodes images to the same pixels as PIL's {@code convert("RGB")}. JPEG (including grey, CMYK and
 * progressive) and PNG are decoded by TensorFlow's ops, the rarer formats by {@code javax.imageio}.
 * File names do not matter.
 *
 * <p>Owns a graph and a session. Thread-safe: each call runs in its caller's thread.
 */
public final class TensorFlowDecoder implements ImageDecoder {
  /** The inverse DCT, the same as PIL's. */
  private static final String TRANSFORM = "INTEGER_ACCURATE";

  private static final long CHANNELS = 3;

  /**
   * Number of columns decoded on each side of the wanted ones: in the first and the last column of
   * a part, the decoder has no neighbours from which to interpolate colour.
   */
  private static final int MARGIN = 1;

  /** Ratios are 1, 2, 4 and 8. */
  private static final int RATIOS = 4;

  private final Graph graph;
  private final Session session;

  /** In: the bytes of a file. */
  private final Operand<TString> contents;

  /** In: top, left, height and width of a part. */
  private final Operand<TInt32> window;

  /** Out: a PNG's pixels. */
  private final Operand<TUint8> png;

  /** Out: a JPEG's pixels, by the binary logarithm of the ratio. */
  private final List<Operand<TUint8>> jpegs = new ArrayList<>();

  /** Out: the pixels of a part of a JPEG, by the binary logarithm of the ratio. */
  private final List<Operand<TUint8>> parts = new ArrayList<>();

  /** Opens a decoder. */
  public TensorFlowDecoder() {
    graph = new Graph();
    Ops tf = Ops.create(graph);
    contents = tf.placeholder(TString.class);
    window = tf.placeholder(TInt32.class);
    png = tf.image.decodePng(contents, TUint8.class, DecodePng.channels(CHANNELS));
    for (int i = 0; i < RATIOS; i++) {
      long ratio = 1L << i;
      jpegs.add(
          tf.image.decodeJpeg(
              contents,
              DecodeJpeg.channels(CHANNELS),
              DecodeJpeg.dctMethod(TRANSFORM),
              DecodeJpeg.ratio(ratio)));
      parts.add(
          tf.image.decodeAndCropJpeg(
              contents,
              window,
              DecodeAndCropJpeg.channels(CHANNELS),
              DecodeAndCropJpeg.dctMethod(TRANSFORM),
              DecodeAndCropJpeg.ratio(ratio)));
    }
    // A negative number means no thread pool: an op runs in the caller's thread.
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(-1)
                .putDeviceCount("GPU", 0)
                .build());
  }

  @Override
  public void decode(EncodedImage image, Raster raster) throws UnreadableImageException {
    decode(image, 1, raster);
  }

  @Override
  public Box decode(EncodedImage image, Box wanted, int ratio, Raster raster)
      throws UnreadableImageException {
    boolean jpeg = image.format() == ImageFormat.JPEG;
    if (ratio != 1 && !(jpeg && (ratio == 2 || ratio == 4 || ratio == 8))) {
      throw new IllegalArgumentException(
          "a %s at 1/%d of its size".formatted(image.format(), ratio));
    }
    Box whole = Box.whole(image.height(ratio), image.width(ratio));
    if (!whole.contains(wanted)) {
      throw new IllegalArgumentException("%s is not within %s".formatted(wanted, whole));
    }
    // A truncated file must be detected regardless of the requested part.
    if (!image.partial()) {
      decode(image, ratio, raster);
      return whole;
    }
    Box part = part(image, wanted, ratio, whole);
    try (TString bytes = bytes(image);
        TInt32 place = TInt32.vectorOf(part.top(), part.left(), part.height(), part.width())) {
      Operand<TUint8> decoded = parts.get(Integer.numberOfTrailingZeros(ratio));
      run(
          image,
          session.runner().feed(contents, bytes).feed(window, place).fetch(decoded),
          part,
          raster);
    }
    return part;
  }

  /**
   * Chooses the part to decode for speed. If it starts at a unit of the file, the decoder writes
   * directly to the tensor instead of copying each row. In a row whose bytes start at a multiple of
   * 32, the decoder writes past the processor's caches; with an odd number of pixels per row, few
   * rows do.
   */
  private static Box part(EncodedImage image, Box wanted, int ratio, Box whole) {
    int unit = image.unit(ratio);
    int left = Math.max(wanted.left() - MARGIN, 0) / unit * unit;
    int right = Math.min(wanted.right() + MARGIN, whole.width());
    if ((right - left) % 2 == 0 && right < whole.width()) {
      right++;
    }
    return new Box(wanted.top(), left, wanted.height(), right - left);
  }

  private void decode(EncodedImage image, int ratio, Raster raster)
      throws UnreadableImageException {
    ImageFormat format = image.format();
    if (format != ImageFormat.JPEG && format != ImageFormat.PNG) {
      JavaDecoder.decodeWhole(image, raster);
      return;
    }
    Operand<TUint8> decoded =
        format == ImageFormat.PNG ? png : jpegs.get(Integer.numberOfTrailingZeros(ratio));
    try (TString bytes = bytes(image)) {
      run(
          image,
          session.runner().feed(contents, bytes).fetch(decoded),
          Box.whole(image.height(ratio), image.width(ratio)),
          raster);
    }
  }

  private static TString bytes(EncodedImage image) {
    return TString.tensorOfBytes(NdArrays.scalarOfObject(image.bytes()));
  }

  private static void run(EncodedImage image, Session.Runner runner, Box size, Raster raster)
      throws UnreadableImageException {
    image.requirePossible();
    raster.reshape(size.height(), size.width());
    try (Result result = runner.run()) {
      TUint8 pixels = (TUint8) result.get(0);
      if (pixels.size() != raster.length()) {
        throw new UnreadableImageException(
            "a damaged %s: %s where the header says %d x %d"
                .formatted(image.format(), pixels.shape(), image.width(), image.height()));
      }
      pixels.asRawTensor().data().read(raster.pixels(), 0, raster.length());
    } catch (TFInvalidArgumentException e) {
      throw new UnreadableImageException(
          "a truncated or damaged %s of %d bytes".formatted(image.format(), image.bytes().length),
          e);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
