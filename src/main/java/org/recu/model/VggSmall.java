package org.recu.model;

import java.util.List;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Real;
import org.recu.nn.Sums;

/**
 * VGG-Small for images of about 32x32: a real convolution, five binary ones, linear; the first,
 * third and fifth binary convolution are pooled before their batch normalisation.
 *
 * @param name the name that users choose it by
 * @param classes the number of classes
 * @param imageSize height and width of its images: three poolings halve it
 */
record VggSmall(String name, int classes, int imageSize) implements Network {

  private static final List<Integer> WIDTHS = List.of(128, 256, 256, 512, 512);

  /** How its convolutions are initialised. */
  private static final Initial START = Initial.kaimingNormalFanOut();

  @Override
  public Real logits(Real images) {
    Real features =
        images
            .convolve("conv0", Convolution.threeByThree(128, 1), START)
            .normalize("bn0")
            .hardTanh();
    for (int layer = 1; layer <= WIDTHS.size(); layer++) {
      Convolution form = Convolution.threeByThree(WIDTHS.get(layer - 1), 1);
      Sums sums = features.sign().convolve("conv" + layer, form, START);
      Sums pooled = layer % 2 == 1 ? sums.maxPool2() : sums;
      features = pooled.normalize("bn" + layer).hardTanh();
    }
    return features
        .flattenChannelFirst()
        .linear("fc", classes, Initial.normal(0.01), Initial.constant(0));
  }
}
