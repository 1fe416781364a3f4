package org.recu.model;

import java.util.List;
import org.recu.nn.BatchNormalization;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.Convolution;
import org.recu.nn.HardTanh;
import org.recu.nn.Initial;
import org.recu.nn.Linear;
import org.recu.nn.Pooling;
import org.recu.nn.ScaledSums;
import org.recu.nn.Tower;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * VGG-Small for images of about 32x32: a real convolution, five binary ones, linear; the first,
 * third and fifth binary convolution are pooled before their batch normalisation.
 *
 * @param name the name it is asked for by
 * @param classes how many classes it tells apart
 * @param imageSize height and width of its images: three poolings halve it
 */
record VggSmall(String name, int classes, int imageSize) implements Network {

  private static final List<Integer> WIDTHS = List.of(128, 256, 256, 512, 512);

  /** Where its convolutions start. */
  private static final Initial START = Initial.kaimingNormalFanOut();

  @Override
  public Operand<TFloat32> logits(Tower tower, Operand<TFloat32> images) {
    Convolution stem = Convolution.threeByThree(128, 1);
    Operand<TFloat32> features = stem.real(tower, "conv0", images, START);
    features = HardTanh.apply(tower, BatchNormalization.apply(tower, "bn0", features));
    for (int layer = 1; layer <= WIDTHS.size(); layer++) {
      Convolution form = Convolution.threeByThree(WIDTHS.get(layer - 1), 1);
      ScaledSums sums = BinaryConvolution.apply(tower, "conv" + layer, features, form, START);
      ScaledSums pooled = layer % 2 == 1 ? Pooling.max2(tower, sums) : sums;
      features = HardTanh.apply(tower, BatchNormalization.apply(tower, "bn" + layer, pooled));
    }
    return Linear.apply(
        tower,
        "fc",
        flattenChannelsFirst(tower.ops(), features),
        classes,
        Initial.normal(0.01),
        Initial.constant(0));
  }

  /** PyTorch's order of features, (channel, height, width), so that its linear weights fit. */
  private static Operand<TFloat32> flattenChannelsFirst(Ops tf, Operand<TFloat32> features) {
    Shape shape = features.shape();
    long size = shape.get(1) * shape.get(2) * shape.get(3);
    return tf.reshape(
        tf.linalg.transpose(features, tf.constant(new int[] {0, 3, 1, 2})),
        tf.constant(new long[] {-1, size}));
  }
}
