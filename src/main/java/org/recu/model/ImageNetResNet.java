package org.recu.model;

import java.util.List;
import org.recu.nn.BlockConvolution;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Precision;
import org.recu.nn.Real;

/**
 * The ResNets for images of about 224x224: a real convolution and a pooling that quarter the image,
 * four stages of blocks with a shortcut around each convolution, average, batch normalisation over
 * the features, linear.
 *
 * @param name the name that users choose it by
 * @param blocks blocks of each stage
 * @param precision of the convolutions in its blocks
 * @param classes the number of classes
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
  public Real logits(Real images) {
    Real features =
        images
            .convolve("conv1", new Convolution(64, 7, 2, 3), Initial.kaimingNormal())
            .normalize("bn1", scaleStart())
            .hardTanh()
            .maxPool3();
    for (int stage = 0; stage < WIDTHS.size(); stage++) {
      for (int block = 0; block < blocks.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "layer" + (stage + 1) + "." + block;
        features = block(name, features, WIDTHS.get(stage), stride);
      }
    }
    return features.globalAverage().normalize("bn2").linear("fc", classes);
  }

  private Real block(String name, Real input, int width, int stride) {
    BlockConvolution convolution =
        new BlockConvolution(precision, Initial.kaimingNormal(), scaleStart());
    Real shortcut = shortcut(name, input, width, stride);
    Real middle =
        convolution
            .of(input, name + ".conv1", name + ".bn1", Convolution.threeByThree(width, stride))
            .plus(shortcut)
            .hardTanh();
    return convolution
        .of(middle, name + ".conv2", name + ".bn2", Convolution.threeByThree(width, 1))
        .plus(middle)
        .hardTanh();
  }

  /** The input itself, or where the shape changes a real 1x1 convolution of it. */
  private Real shortcut(String block, Real input, int width, int stride) {
    return stride == 1 && input.channels() == width
        ? input
        : input
            .convolve(
                block + ".downsample.0",
                new Convolution(width, 1, stride, 0),
                Initial.kaimingNormal())
            .normalize(block + ".downsample.1", scaleStart());
  }

  private Initial scaleStart() {
    return Initial.constant(precision == Precision.REAL ? 1 : NEARLY_ZERO);
  }
}
