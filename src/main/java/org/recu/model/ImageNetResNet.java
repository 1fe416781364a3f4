package org.recu.model;

import java.util.List;
import org.recu.nn.BatchNormalization;
import org.recu.nn.BlockConvolution;
import org.recu.nn.Convolution;
import org.recu.nn.HardTanh;
import org.recu.nn.Initial;
import org.recu.nn.Linear;
import org.recu.nn.Pooling;
import org.recu.nn.Precision;
import org.recu.nn.Tower;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The ResNets for images of about 224x224: a real convolution and a pooling that quarter the image,
 * four stages of blocks with a shortcut around each convolution, average, batch normalisation over
 * the features, linear.
 *
 * @param name the name it is asked for by
 * @param blocks blocks of each stage
 * @param precision of the convolutions in its blocks
 * @param classes how many classes it tells apart
 * @param imageSize height and width of its images
 */
record ImageNetResNet(
    String name, List<Integer> blocks, Precision precision, int classes, int imageSize)
    implements Network {

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

  /**
   * Where the weights of the batch normalisations start, that over the features apart: so near to 0
   * that a block begins as its shortcut (the published program's start). It leaves the scale to the
   * signs; a network without signs would not come out of it, and starts at 1.
   */
  private static final double NEARLY_ZERO = 1e-8;

  @Override
  public Operand<TFloat32> logits(Tower tower, Operand<TFloat32> images) {
    Operand<TFloat32> features =
        new Convolution(64, 7, 2, 3).real(tower, "conv1", images, Initial.kaimingNormal());
    features = BatchNormalization.apply(tower, "bn1", features, scaleStart());
    features = Pooling.max3(tower, HardTanh.apply(tower, features));
    for (int stage = 0; stage < WIDTHS.size(); stage++) {
      for (int block = 0; block < blocks.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "layer%d.%d".formatted(stage + 1, block);
        features = block(tower, name, features, WIDTHS.get(stage), stride);
      }
    }
    Operand<TFloat32> pooled = Pooling.globalAverage(tower, features);
    return Linear.apply(tower, "fc", BatchNormalization.apply(tower, "bn2", pooled), classes);
  }

  private Operand<TFloat32> block(
      Tower tower, String name, Operand<TFloat32> input, int width, int stride) {
    BlockConvolution convolution =
        new BlockConvolution(precision, Initial.kaimingNormal(), scaleStart());
    Operand<TFloat32> shortcut = shortcut(tower, name, input, width, stride);
    Operand<TFloat32> first =
        convolution.apply(
            tower, name + ".conv1", name + ".bn1", input, Convolution.threeByThree(width, stride));
    first = HardTanh.ofSum(tower, first, shortcut);
    Operand<TFloat32> second =
        convolution.apply(
            tower, name + ".conv2", name + ".bn2", first, Convolution.threeByThree(width, 1));
    return HardTanh.ofSum(tower, second, first);
  }

  /** The input itself, or where the shape changes a real 1x1 convolution of it. */
  private Operand<TFloat32> shortcut(
      Tower tower, String block, Operand<TFloat32> input, int width, int stride) {
    if (stride == 1 && input.shape().get(3) == width) {
      return input;
    }
    Operand<TFloat32> projected =
        new Convolution(width, 1, stride, 0)
            .real(tower, block + ".downsample.0", input, Initial.kaimingNormal());
    return BatchNormalization.apply(tower, block + ".downsample.1", projected, scaleStart());
  }

  private Initial scaleStart() {
    return Initial.constant(precision == Precision.REAL ? 1 : NEARLY_ZERO);
  }
}
