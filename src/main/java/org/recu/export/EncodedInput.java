package org.recu.export;

import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssertThat;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.data.DatasetToSingleElement;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The input of an exported graph for encoded images: each is decoded, its short side resized, and
 * its centre cut out, as in validation. The result is within two levels of the loader's pixels.
 *
 * <p>An op that fails says nothing of the element that it was mapped over. Images are therefore
 * decoded by a data pipeline that leaves out those that fail; the places of the others tell which
 * these were, and an assertion names them.
 *
 * @param encoded (batch), contents of JPEG or PNG files
 * @param pixels (batch, size, size, 3), uint8, RGB
 */
record EncodedInput(Placeholder<TString> encoded, Operand<TUint8> pixels) {
  private static final String CONTENTS = "contents";
  private static final String PLACE = "place";
  private static final String IMAGE = "image";
  private static final String PLACE_OF_IMAGE = "place_of_image";

  /** As many threads as the pipeline sees fit. */
  private static final long AUTOMATIC = -1;

  /** How many places the error names at most. */
  private static final long NAMED = 100;

  /** What is wrong, in the error of the assertion; their places follow. */
  private static final String UNDECODABLE =
      "encoded: not decodable as JPEG or PNG, by place in the batch, from 0:";

  /**
   * Adds the input to a graph.
   *
   * @param tf ops of the graph
   * @param name of the placeholder
   * @param shortSide length of the short side after resizing, in pixels
   * @param size height and width of the centre, in pixels
   */
  static EncodedInput create(Ops tf, String name, int shortSide, int size) {
    Placeholder<TString> encoded =
        tf.withName(name).placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
    Ops decode = tf.withSubScope("decode");
    Operand<TInt64> places =
        decode.range(decode.constant(0L), decode.size(encoded, TInt64.class), decode.constant(1L));
    Decoded decoded = decoded(decode, encoded, places, shortSide, size);
    Operand<TInt64> failed = decode.setDiff1d(places, decoded.places, TInt32.class).out();
    Op allDecoded =
        decode.assertThat(
            decode.math.equal(decode.size(failed, TInt32.class), decode.constant(0)),
            List.of(decode.constant(UNDECODABLE), failed),
            AssertThat.summarize(NAMED));
    return new EncodedInput(
        encoded, decode.withControlDependencies(allDecoded).identity(decoded.pixels));
  }

  /**
   * What the pipeline could decode.
   *
   * @param pixels (images, size, size, 3)
   * @param places (images), in the batch, ascending
   */
  private record Decoded(Operand<TUint8> pixels, Operand<TInt64> places) {}

  private static Decoded decoded(
      Ops tf, Operand<TString> encoded, Operand<TInt64> places, int shortSide, int size) {
    List<Class<? extends TType>> types = List.of(TUint8.class, TInt64.class);
    List<Shape> shapes = List.of(Shape.of(size, size, 3), Shape.scalar());
    Operand<? extends TType> files =
        tf.data.tensorSliceDataset(
            List.of(encoded, places), List.of(Shape.scalar(), Shape.scalar()));
    // The graph keeps a copy of the function.
    try (ConcreteFunction transform =
        ConcreteFunction.create(function -> transform(function, shortSide, size))) {
      Operand<? extends TType> images =
          tf.data.ignoreErrorsDataset(
              tf.data.parallelMapDataset(
                  files, List.of(), tf.constant(AUTOMATIC), transform, types, shapes),
              types,
              shapes);
      // The batch has one more, since the op that takes it out demands one.
      Operand<? extends TType> spare =
          tf.data.tensorSliceDataset(
              List.of(
                  tf.zeros(tf.constant(new int[] {1, size, size, 3}), TUint8.class),
                  tf.constant(new long[] {-1})),
              shapes);
      List<Shape> batch = List.of(Shape.of(-1, size, size, 3), Shape.of(-1));
      Operand<TInt64> length = tf.math.add(tf.size(encoded, TInt64.class), tf.constant(1L));
      DatasetToSingleElement all =
          tf.data.datasetToSingleElement(
              tf.data.batchDataset(
                  tf.data.concatenateDataset(images, spare, types, shapes),
                  length,
                  tf.constant(false),
                  types,
                  batch),
              types,
              batch);
      Operand<TUint8> pixels = all.components().get(0).expect(TUint8.class);
      Operand<TInt64> found = all.components().get(1).expect(TInt64.class);
      Operand<TInt64> decoded = tf.math.sub(tf.size(found, TInt64.class), tf.constant(1L));
      return new Decoded(
          tf.slice(
              pixels,
              tf.constant(new long[4]),
              tf.stack(
                  List.of(
                      decoded,
                      tf.constant((long) size),
                      tf.constant((long) size),
                      tf.constant(3L)))),
          found);
    }
  }

  /** Decodes the contents of one file to (size, size, 3). */
  private static Signature transform(Ops tf, int shortSide, int size) {
    Placeholder<TString> contents =
        tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Placeholder<TInt64> place = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    // This op decodes PNG as well.
    Operand<TUint8> image =
        tf.image.decodeJpeg(
            contents, DecodeJpeg.channels(3L), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
    Operand<TFloat64> sides =
        tf.dtypes.cast(tf.slice(tf.shape(image), tf.array(0), tf.array(2)), TFloat64.class);
    Operand<TFloat64> shortest = tf.min(sides, tf.array(0));
    // The long side is rounded down; half a pixel of the corner is rounded to even.
    Operand<TFloat64> resized =
        tf.math.floor(tf.math.div(tf.math.mul(sides, tf.constant((double) shortSide)), shortest));
    Operand<TFloat64> corner =
        tf.math.rint(
            tf.math.div(tf.math.sub(resized, tf.constant((double) size)), tf.constant(2.0)));
    Operand<TFloat32> centre =
        tf.image.scaleAndTranslate(
            tf.expandDims(image, tf.constant(0)),
            tf.array(size, size),
            tf.dtypes.cast(tf.math.div(resized, sides), TFloat32.class),
            tf.dtypes.cast(tf.math.neg(corner), TFloat32.class),
            ScaleAndTranslate.kernelType("triangle"),
            ScaleAndTranslate.antialias(true));
    Operand<TUint8> levels =
        tf.reshape(
            tf.dtypes.cast(tf.math.floor(tf.math.add(centre, tf.constant(0.5f))), TUint8.class),
            tf.array(size, size, 3));
    return Signature.builder()
        .input(CONTENTS, contents)
        .input(PLACE, place)
        .output(IMAGE, levels)
        .output(PLACE_OF_IMAGE, tf.identity(place))
        .build();
  }
}
