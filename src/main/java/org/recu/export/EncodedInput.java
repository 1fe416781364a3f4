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
 * Where encoded pictures enter an exported graph: each is decoded, its short side resized, and its
 * middle cut out, as in validation, to within two levels of the pixels that the loader makes.
 *
 * @param encoded (batch), bytes of files: JPEG or PNG
 * @param pixels (batch, size, size, 3), uint8, RGB
 */
record EncodedInput(Placeholder<TString> encoded, Operand<TUint8> pixels) {
  private static final String CONTENTS = "contents";
  private static final String PICTURE = "picture";

  /**
   * Adds the input to a graph.
   *
   * @param tf where it goes
   * @param name of the placeholder
   * @param shortSide what a picture's short side becomes
   * @param size height and width of its middle
   */
  static EncodedInput create(Ops tf, String name, int shortSide, int size) {
    Placeholder<TString> encoded =
        tf.withName(name).placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
    // The graph has a copy of the function.
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

  /** One picture: its bytes to (size, size, 3). */
  private static Signature transform(Ops tf, int shortSide, int size) {
    Placeholder<TString> contents =
        tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    // Decodes PNG, too.
    Operand<TUint8> picture =
        tf.image.decodeJpeg(
            contents, DecodeJpeg.channels(3L), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
    Operand<TFloat64> sides =
        tf.dtypes.cast(tf.slice(tf.shape(picture), tf.array(0), tf.array(2)), TFloat64.class);
    Operand<TFloat64> shortest = tf.min(sides, tf.array(0));
    // Whole numbers: the long side is cut, halves of a centre go to the even number.
    Operand<TFloat64> resized =
        tf.math.floor(tf.math.div(tf.math.mul(sides, tf.constant((double) shortSide)), shortest));
    Operand<TFloat64> corner =
        tf.math.rint(
            tf.math.div(tf.math.sub(resized, tf.constant((double) size)), tf.constant(2.0)));
    Operand<TFloat32> middle =
        tf.image.scaleAndTranslate(
            tf.expandDims(picture, tf.constant(0)),
            tf.array(size, size),
            tf.dtypes.cast(tf.math.div(resized, sides), TFloat32.class),
            tf.dtypes.cast(tf.math.neg(corner), TFloat32.class),
            ScaleAndTranslate.kernelType("triangle"),
            ScaleAndTranslate.antialias(true));
    Operand<TUint8> levels =
        tf.reshape(
            tf.dtypes.cast(tf.math.floor(tf.math.add(middle, tf.constant(0.5f))), TUint8.class),
            tf.array(size, size, 3));
    return Signature.builder().input(CONTENTS, contents).output(PICTURE, levels).build();
  }
}
