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
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ResNets for images of about 32x32: a real convolution, stages of blocks of two convolutions,
 * global average, batch normalisation over the features, linear.
 *
 * <p>ResNet-20 has a shortcut around each convolution and a hard tanh after the first layer;
 * ResNet-18 has one shortcut around both, and none.
 *
 * @param name the name it is asked for by
 * @param widths channels of each stage
 * @param blocks blocks of each stage
 * @param twoShortcuts whether each convolution has a shortcut of its own
 * @param precision of the convolutions in its blocks
 * @param classes how many classes it tells apart
 * @param imageSize height and width of its images: every stage but the first halves it
 */
record CifarResNet(
    String name,
    List<Integer> widths,
    int blocks,
    boolean twoShortcuts,
    Precision precision,
    int classes,
    int imageSize)
    implements Network {

  @Override
  public Operand<TFloat32> logits(Tower tower, Operand<TFloat32> images) {
    Convolution stem = Convolution.threeByThree(widths.get(0), 1);
    Operand<TFloat32> features = stem.real(tower, "conv1", images, Initial.kaimingNormal());
    features = BatchNormalization.apply(tower, "bn1", features);
    if (twoShortcuts) {
      features = HardTanh.apply(tower, features);
    }
    for (int stage = 0; stage < widths.size(); stage++) {
      for (int block = 0; block < blocks; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "layer%d.%d".formatted(stage + 1, block);
        features = block(tower, name, features, widths.get(stage), stride);
      }
    }
    Operand<TFloat32> pooled = Pooling.globalAverage(tower, features);
    return Linear.apply(tower, "linear", BatchNormalization.apply(tower, "bn2", pooled), classes);
  }

  private Operand<TFloat32> block(
      Tower tower, String name, Operand<TFloat32> input, int width, int stride) {
    Operand<TFloat32> shortcut = shortcut(tower, input, width, stride);
    Operand<TFloat32> first = convolution(tower, name, 1, input, width, stride);
    if (twoShortcuts) {
      first = HardTanh.ofSum(tower, first, shortcut);
      shortcut = first;
    } else {
      first = HardTanh.apply(tower, first);
    }
    Operand<TFloat32> second = convolution(tower, name, 2, first, width, 1);
    return HardTanh.ofSum(tower, second, shortcut);
  }

  private Operand<TFloat32> convolution(
      Tower tower, String block, int number, Operand<TFloat32> input, int width, int stride) {
    return new BlockConvolution(precision, Initial.kaimingNormal(), Initial.constant(1))
        .apply(
            tower,
            "%s.conv%d".formatted(block, number),
            "%s.bn%d".formatted(block, number),
            input,
            Convolution.threeByThree(width, stride));
  }

  /**
   * The input itself, or where the shape changes its 2x2 average with zero channels added, as many
   * before as after. (The published program adds a quarter of the new width on each side, which is
   * the same where a stage doubles the width, and fits nowhere else.)
   */
  private static Operand<TFloat32> shortcut(
      Tower tower, Operand<TFloat32> input, int width, int stride) {
    Operand<TFloat32> pooled = stride == 1 ? input : Pooling.average2(tower, input);
    int added = (int) (width - input.shape().get(3));
    if (added == 0) {
      return pooled;
    }
    Ops tf = tower.ops();
    int[][] padding = {{0, 0}, {0, 0}, {0, 0}, {added / 2, added - added / 2}};
    return tf.pad(pooled, tf.constant(padding), tf.constant(0f));
  }
}
