package org.recu.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.nn.Initial;
import org.recu.nn.Parameter;
import org.recu.nn.ParameterKind;
import org.recu.nn.TensorShape;

final class TorchLayoutTest {

  private static Parameter parameter(ParameterKind kind, long... shape) {
    return new Parameter("layer", kind, TensorShape.of(shape), Initial.constant(0));
  }

  @Test
  void convolution_everyNumber_isWhereTheOtherLayoutHasIt() {
    int height = 2;
    int width = 3;
    int in = 4;
    int out = 5;
    Parameter weight = parameter(ParameterKind.CONVOLUTION_WEIGHT, height, width, in, out);
    assertThat(TorchLayout.shape(weight)).containsExactly(5L, 4L, 2L, 3L);
    float[] torch = new float[height * width * in * out];
    for (int i = 0; i < torch.length; i++) {
      torch[i] = i;
    }
    float[] own = TorchLayout.fromTorch(weight, torch);
    for (int h = 0; h < height; h++) {
      for (int w = 0; w < width; w++) {
        for (int i = 0; i < in; i++) {
          for (int o = 0; o < out; o++) {
            assertThat(own[((h * width + w) * in + i) * out + o])
                .isEqualTo(((o * in + i) * height + h) * width + w);
          }
        }
      }
    }
    assertThat(TorchLayout.toTorch(weight, own)).containsExactly(torch);
  }

  @Test
  void linear_isTransposed() {
    Parameter weight = parameter(ParameterKind.LINEAR_WEIGHT, 3, 2);
    assertThat(TorchLayout.shape(weight)).containsExactly(2L, 3L);
    float[] own = TorchLayout.fromTorch(weight, new float[] {1, 2, 3, 4, 5, 6});
    assertThat(own).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(TorchLayout.toTorch(weight, own)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void numbersOfChannels_mayHaveAxesOfOneAroundThem() {
    Parameter alpha = parameter(ParameterKind.ALPHA, 4);
    assertThat(TorchLayout.shape(alpha)).containsExactly(4L, 1L, 1L);
    assertThat(TorchLayout.fits(alpha, List.of(4L, 1L, 1L))).isTrue();
    assertThat(TorchLayout.fits(alpha, List.of(4L))).isTrue();
    assertThat(TorchLayout.fits(alpha, List.of(4L, 4L))).isFalse();
    assertThat(TorchLayout.fits(alpha, List.of(3L, 1L, 1L))).isFalse();
    Parameter bias = parameter(ParameterKind.VECTOR, 4);
    assertThat(TorchLayout.shape(bias)).containsExactly(4L);
    assertThat(TorchLayout.fits(bias, List.of(1L, 4L, 1L, 1L))).isTrue();
    assertThat(TorchLayout.fits(parameter(ParameterKind.VECTOR, 1), List.of(1L))).isTrue();
    assertThat(TorchLayout.fits(parameter(ParameterKind.VECTOR, 1), List.of())).isFalse();
    assertThat(TorchLayout.fits(parameter(ParameterKind.LINEAR_WEIGHT, 3, 2), List.of(3L, 2L)))
        .isFalse();
  }
}
