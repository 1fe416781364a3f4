package org.recu.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GoldenTensorTest {

  @Test
  void constructor_valuesThatDoNotFitTheShape_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GoldenTensor(List.of(2, 3), new float[5]))
        .withMessage("5 values for shape [2, 3]");
  }

  @Test
  void oihwToHwio_movesEachValueToItsPlace() {
    GoldenTensor oihw = counting(2, 3, 4, 5);
    GoldenTensor hwio = oihw.oihwToHwio();
    assertThat(hwio.shape()).containsExactly(4, 5, 3, 2);
    for (int o = 0; o < 2; o++) {
      for (int i = 0; i < 3; i++) {
        for (int y = 0; y < 4; y++) {
          for (int x = 0; x < 5; x++) {
            assertThat(hwio.values()[((y * 5 + x) * 3 + i) * 2 + o])
                .isEqualTo(oihw.values()[((o * 3 + i) * 4 + y) * 5 + x]);
          }
        }
      }
    }
    assertThat(hwio.hwioToOihw().values()).isEqualTo(oihw.values());
  }

  @Test
  void nchwToNhwc_putsChannelsLast() {
    GoldenTensor nchw = counting(1, 2, 1, 3);
    assertThat(nchw.nchwToNhwc().values()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(nchw.nchwToNhwc().nhwcToNchw().values()).isEqualTo(nchw.values());
  }

  private static GoldenTensor counting(Integer... shape) {
    float[] values = new float[GoldenTensor.size(List.of(shape))];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new GoldenTensor(List.of(shape), values);
  }
}
