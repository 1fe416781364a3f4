package org.recu.model;

import java.util.List;
import org.recu.nn.BatchNormalization;
import org.recu.nn.BlockConvolution;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Linear;
import org.recu.nn.PRelu;
import org.recu.nn.Pooling;
import org.recu.nn.Precision;
import org.recu.nn.Shift;
import org.recu.nn.Tower;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ResNets of two-stage training, after ReActNet: blocks of one convolution, a learned shift
 * before its sign, and a PReLU between two more shifts. Trained first with real weights, then with
 * binary ones.
 *
 * @param name the name it is asked for by
 * @param blocks blocks of each stage
 * @param precision of the convolutions in its blocks
 * @param quartered whether the stem quarters the image, as for ImageNet's, or leaves its size
 * @param classes how many classes it tells apart
 * @param imageSize height and width of its images
 */
record TwoStageResNet(
    String name,
    List<Integer> blocks,
    Precision precision,
    boolean quartered,
    int classes,
    int imageSize)
    implements Network {

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);
  private static final Initial START = Initial.uniformFanIn();

  @Override
  public Operand<TFloat32> logits(Tower tower, Operand<TFloat32> images) {
    Convolution stem = quartered ? new Convolution(64, 7, 2, 3) : Convolution.threeByThree(64, 1);
    Operand<TFloat32> features =
        BatchNormalization.apply(tower, "bn", stem.real(tower, "conv", images, START));
    if (quartered) {
      features = Pooling.max3(tower, features);
    }
    for (int stage = 0; stage < WIDTHS.size(); stage++) {
      for (int block = 0; block < blocks.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "layer%d.%d".formatted(stage + 1, block);
        features = block(tower, name, features, WIDTHS.get(stage), stride);
      }
    }
    return Linear.apply(tower, "fc", Pooling.globalAverage(tower, features), classes);
  }

  private Operand<TFloat32> block(
      Tower tower, String name, Operand<TFloat32> input, int width, int stride) {
    Ops tf = tower.ops();
    Operand<TFloat32> convolved =
        new BlockConvolution(precision, START, Initial.constant(1))
            .apply(
                tower,
                name + ".conv",
                name + ".bn",
                Shift.apply(tower, name + ".move0", input),
                Convolution.threeByThree(width, stride));
    Operand<TFloat32> sum =
        tf.math.add(convolved, shortcut(tower, name + ".downsample", input, width, stride));
    Operand<TFloat32> bent =
        PRelu.apply(tower, name + ".nonlinear", Shift.apply(tower, name + ".move1", sum));
    return Shift.apply(tower, name + ".move2", bent);
  }

  /** The input itself, or where the shape changes a real 1x1 convolution of its 2x2 average. */
  private static Operand<TFloat32> shortcut(
      Tower tower, String name, Operand<TFloat32> input, int width, int stride) {
    if (stride == 1 && input.shape().get(3) == width) {
      return input;
    }
    Operand<TFloat32> projected =
        new Convolution(width, 1, 1, 0)
            .real(tower, name + ".1", Pooling.average2(tower, input), START);
    return BatchNormalization.apply(tower, name + ".2", projected);
  }
}
