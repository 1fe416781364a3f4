package org.recu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TensorShapeTest {

  @Test
  void of_sizes_isAValue() {
    long[] sizes = {3, 3, 16, 32};
    TensorShape shape = TensorShape.of(sizes);
    sizes[0] = 9;
    assertThat(shape).isEqualTo(TensorShape.of(3, 3, 16, 32)).hasToString("[3, 3, 16, 32]");
    assertThat(shape).isNotEqualTo(TensorShape.of(3, 3, 32, 16));
    assertThat(shape.size()).isEqualTo(3 * 3 * 16 * 32);
    assertThat(shape.last()).isEqualTo(32);
    assertThat(shape.rank()).isEqualTo(4);
  }

  @Test
  void of_sizeZero_isRefused() {
    assertThatThrownBy(() -> TensorShape.of(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sizes [3, 0] must be positive");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, 1, 32, 32",
    "3, 2, 1, 32, 16",
    "7, 2, 3, 224, 112",
    "3, 2, 1, 5, 3",
    "1, 2, 0, 6, 3"
  })
  void convolution_output_isPyTorchs(int kernel, int stride, int padding, int size, int expected) {
    Convolution form = new Convolution(8, kernel, stride, padding);
    assertThat(form.output(TensorShape.of(size, size, 3)))
        .isEqualTo(TensorShape.of(expected, expected, 8));
  }
}
