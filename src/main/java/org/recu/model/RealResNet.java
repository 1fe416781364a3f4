package org.recu.model;

import java.util.List;
import org.recu.nn.BatchNormalization;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.Linear;
import org.recu.nn.Pooling;
import org.recu.nn.Relu;
import org.recu.nn.Tower;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The ResNets of He et al. (CVPR 2016) with 32-bit weights and activations, as {@code
 * torchvision.models} builds them: the usual teachers. In the bottleneck the 3x3 convolution has
 * the stride.
 *
 * @param name the name it is asked for by
 * @param blocks blocks of each stage
 * @param bottleneck whether a block is 1x1, 3x3, 1x1 to four times the width, instead of 3x3, 3x3
 * @param classes how many classes it tells apart
 * @param imageSize height and width of its images
 */
record RealResNet(String name, List<Integer> blocks, boolean bottleneck, int classes, int imageSize)
    implements Network {

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);
  private static final Initial START = Initial.kaimingNormalFanOut();

  @Override
  public Operand<TFloat32> logits(Tower tower, Operand<TFloat32> images) {
    Operand<TFloat32> features =
        normalized(tower, "conv1", "bn1", images, new Convolution(64, 7, 2, 3));
    features = Pooling.max3(tower, Relu.apply(tower, features));
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
    int output = bottleneck ? 4 * width : width;
    List<Convolution> forms =
        bottleneck
            ? List.of(
                new Convolution(width, 1, 1, 0),
                Convolution.threeByThree(width, stride),
                new Convolution(output, 1, 1, 0))
            : List.of(Convolution.threeByThree(width, stride), Convolution.threeByThree(width, 1));
    Operand<TFloat32> features = input;
    for (int i = 1; i <= forms.size(); i++) {
      features =
          normalized(tower, name + ".conv" + i, name + ".bn" + i, features, forms.get(i - 1));
      if (i < forms.size()) {
        features = Relu.apply(tower, features);
      }
    }
    Operand<TFloat32> shortcut = input;
    if (stride != 1 || input.shape().get(3) != output) {
      shortcut =
          normalized(
              tower,
              name + ".downsample.0",
              name + ".downsample.1",
              input,
              new Convolution(output, 1, stride, 0));
    }
    return Relu.apply(tower, tower.ops().math.add(features, shortcut));
  }

  private static Operand<TFloat32> normalized(
      Tower tower,
      String convolution,
      String normalization,
      Operand<TFloat32> input,
      Convolution form) {
    return BatchNormalization.apply(
        tower, normalization, form.real(tower, convolution, input, START));
  }
}
