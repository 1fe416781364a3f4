package org.recu.model;

import java.util.List;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Normalized;
import org.recu.nn.Real;

/**
 * The ResNets of He et al. (CVPR 2016) with 32-bit weights and activations, as {@code
 * torchvision.models} builds them: the usual teachers. In the bottleneck the 3x3 convolution has
 * the stride.
 *
 * @param name the name that users choose it by
 * @param blocks blocks of each stage
 * @param bottleneck whether a block is 1x1, 3x3, 1x1 to four times the width, instead of 3x3, 3x3
 * @param classes the number of classes
 * @param imageSize height and width of its images
 */
record RealResNet(String name, List<Integer> blocks, boolean bottleneck, int classes, int imageSize)
    implements Network {

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);
  private static final Initial START = Initial.kaimingNormalFanOut();

  @Override
  public Real logits(Real images) {
    Real features =
        normalized("conv1", "bn1", images, new Convolution(64, 7, 2, 3)).relu().maxPool3();
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
    int output = bottleneck ? 4 * width : width;
    List<Convolution> forms =
        bottleneck
            ? List.of(
                new Convolution(width, 1, 1, 0),
                Convolution.threeByThree(width, stride),
                new Convolution(output, 1, 1, 0))
            : List.of(Convolution.threeByThree(width, stride), Convolution.threeByThree(width, 1));
    Normalized features = normalized(name + ".conv1", name + ".bn1", input, forms.get(0));
    for (int i = 2; i <= forms.size(); i++) {
      features =
          normalized(name + ".conv" + i, name + ".bn" + i, features.relu(), forms.get(i - 1));
    }
    Real shortcut =
        stride == 1 && input.channels() == output
            ? input
            : normalized(
                name + ".downsample.0",
                name + ".downsample.1",
                input,
                new Convolution(output, 1, stride, 0));
    return features.plus(shortcut).relu();
  }

  private static Normalized normalized(
      String convolution, String normalization, Real input, Convolution form) {
    return input.convolve(convolution, form, START).normalize(normalization);
  }
}
