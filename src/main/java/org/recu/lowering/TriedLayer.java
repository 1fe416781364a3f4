package org.recu.lowering;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.recu.graph.Processor;
import org.recu.nn.ConvolutionShape;
import org.tensorflow.ndarray.Shape;

/**
 * A convolution whose ways are tried.
 *
 * @param shape of the layer
 * @param arithmetic of a convolution of numbers; that of signs with signs gives the same sums in
 *     all
 * @param binary whether it convolves signs with signs; if not, there is one way only
 * @param images of a batch
 */
public record TriedLayer(
    ConvolutionShape shape, Arithmetic arithmetic, boolean binary, int images) {

  /**
   * The ways that the layer can take on a processor. Without instructions for it, convolutions in
   * bfloat16 take so long that trying them would hold up the start.
   */
  public Set<SumsBy> candidates(Processor processor) {
    Set<SumsBy> ways = EnumSet.of(SumsBy.CONVOLUTION);
    if (binary && OneBitSums.fit(shape.form(), input())) {
      ways.add(SumsBy.COUNT);
    }
    if (binary && processor.bfloat16()) {
      ways.add(SumsBy.PARTS);
    }
    return ways;
  }

  /** (images, height, width, channels). */
  Shape input() {
    return Shape.of(images, shape.input().get(0), shape.input().get(1), shape.input().get(2));
  }

  /**
   * Such as {@code float32 signs, 3x3 convolution of 32x32x16 to 16x16x32, stride 2, padding 1, 64
   * images}: a line of a file, by which its times are found again.
   */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %s, %s, stride %d, padding %d, %d images",
        arithmetic.name().toLowerCase(Locale.ROOT),
        binary ? "signs" : "numbers",
        shape,
        shape.form().stride(),
        shape.form().padding(),
        images);
  }
}
