package org.recu.model;

import java.util.List;
import org.recu.nn.BlockConvolution;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Normalized;
import org.recu.nn.Precision;
import org.recu.nn.Real;

/**
 * The ResNets for images of about 32x32: a real convolution, stages of blocks of two convolutions,
 * global average, batch normalisation over the features, linear.
 *
 * <p>ResNet-20 has a shortcut around each convolution and a hard tanh after the first layer;
 * ResNet-18 has one shortcut around both, and none.
 *
 * @param name the name that users choose it by
 * @param widths channels of each stage
 * @param blocks blocks of each stage
 * @param twoShortcuts whether each convolution has a shortcut of its own
 * @param precision of the convolutions in its blocks
 * @param classes the number of classes
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
  public Real logits(Real images) {
    Normalized stem =
        images
            .convolve("conv1", Convolution.threeByThree(widths.get(0), 1), Initial.kaimingNormal())
            .normalize("bn1");
    Real features = twoShortcuts ? stem.hardTanh() : stem;
    for (int stage = 0; stage < widths.size(); stage++) {
      for (int block = 0; block < blocks; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "layer" + (stage + 1) + "." + block;
        features = block(name, features, widths.get(stage), stride);
      }
    }
    return features.globalAverage().normalize("bn2").linear("linear", classes);
  }

  private Real block(String name, Real input, int width, int stride) {
    // The convolution comes first: training then has one pass for the gradients of all who read the
    // input.
    Normalized first = convolution(name, 1, input, width, stride);
    Real shortcut = shortcut(input, width, stride);
    if (twoShortcuts) {
      Real middle = first.plus(shortcut).hardTanh();
      return convolution(name, 2, middle, width, 1).plus(middle).hardTanh();
    }
    return convolution(name, 2, first.hardTanh(), width, 1).plus(shortcut).hardTanh();
  }

  private Normalized convolution(String block, int number, Real input, int width, int stride) {
    return new BlockConvolution(precision, Initial.kaimingNormal(), Initial.constant(1))
        .of(
            input,
            block + ".conv" + number,
            block + ".bn" + number,
            Convolution.threeByThree(width, stride));
  }

  /**
   * The input itself, or where the shape changes its 2x2 average with zero channels added, as many
   * before as after. (The published program adds a quarter of the new width on each side, which is
   * the same where a stage doubles the width, and fits nowhere else.)
   */
  private static Real shortcut(Real input, int width, int stride) {
    Real pooled = stride == 1 ? input : input.averagePool2();
    int added = width - input.channels();
    return added == 0 ? pooled : pooled.padChannels(added / 2, added - added / 2);
  }
}
