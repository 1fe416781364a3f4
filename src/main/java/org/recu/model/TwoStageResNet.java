package org.recu.model;

import java.util.List;
import org.recu.nn.BlockConvolution;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Normalized;
import org.recu.nn.Precision;
import org.recu.nn.Real;

/**
 * The ResNets of two-stage training, after ReActNet: blocks of one convolution, a learned shift
 * before its sign, and a PReLU between two more shifts. Trained first with real weights, then with
 * binary ones.
 *
 * @param name the name that users choose it by
 * @param blocks blocks of each stage
 * @param precision of the convolutions in its blocks
 * @param quartered whether the stem quarters the image, as for ImageNet's, or leaves its size
 * @param classes the number of classes
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
  public Real logits(Real images) {
    Convolution stem = quartered ? new Convolution(64, 7, 2, 3) : Convolution.threeByThree(64, 1);
    Real features = images.convolve("conv", stem, START).normalize("bn");
    if (quartered) {
      features = features.maxPool3();
    }
    for (int stage = 0; stage < WIDTHS.size(); stage++) {
      for (int block = 0; block < blocks.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "layer" + (stage + 1) + "." + block;
        features = block(name, features, WIDTHS.get(stage), stride);
      }
    }
    return features.globalAverage().linear("fc", classes);
  }

  private Real block(String name, Real input, int width, int stride) {
    Normalized convolved =
        new BlockConvolution(precision, START, Initial.constant(1))
            .of(
                input.shift(name + ".move0"),
                name + ".conv",
                name + ".bn",
                Convolution.threeByThree(width, stride));
    return convolved
        .plus(shortcut(name + ".downsample", input, width, stride))
        .shift(name + ".move1")
        .prelu(name + ".nonlinear")
        .shift(name + ".move2");
  }

  /** The input itself, or where the shape changes a real 1x1 convolution of its 2x2 average. */
  private static Real shortcut(String name, Real input, int width, int stride) {
    return stride == 1 && input.channels() == width
        ? input
        : input
            .averagePool2()
            .convolve(name + ".1", new Convolution(width, 1, 1, 0), START)
            .normalize(name + ".2");
  }
}
