package org.recu.export;

import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.MapDefun;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * The input of an exported graph for encoded images: each is decoded, its short side resized, and
 * its centre cut out, as in validation. The result is within two levels of the loader's pixels.
 *
 * @param encoded (batch), contents of JPEG or PNG files
 * @param pixels (batch, size, size, 3), uint8, RGB
 */
record EncodedInput(Placeholder<TString> encoded, Operand<TUint8> pixels) {
  private static final String CONTENTS = "contents";
  private static final String IMAGE = "image";

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
    // The graph keeps a copy of the function.
    try (ConcreteFunction transform =
        ConcreteFunction.create(function -> transform(function, shortSide, size))) {
      MapDefun mapped =
          MapDefun.create(
              tf.scope(),
              List.of(encoded),
              List.of(),
              List.of(TUint8.class),
              List.of(Shape.of(size, size, 3)),
              transform);
      return new EncodedInput(encoded, mapped.output().get(0).expect(TUint8.class));
    }
  }

  /** Decodes the contents of one file to (size, size, 3). */
  private static Signature transform(Ops tf, int shortSide, int size) {
    Placeholder<TString> contents =
        tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
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
    return Signature.builder().input(CONTENTS, contents).output(IMAGE, levels).build();
  }
}
