package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.GraphSession;
import org.recu.graph.ImageInput;
import org.recu.image.Normalization;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The compiled normalisation against the ops, for every level of every colour. */
final class PixelLoopTest {

  private static final int SIZE = 16;
  private static final Normalization CIFAR10 =
      new Normalization(List.of(0.4914, 0.4822, 0.4465), List.of(0.2023, 0.1994, 0.2010));

  @Test
  void of_everyLevel_hasTheBitsOfTheOps() {
    byte[] bytes = new byte[2 * SIZE * SIZE * 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i / 3 + i / (3 * 256));
    }
    try (GraphSession graph = new GraphSession()) {
      ImageInput images = ImageInput.create(graph.ops(), "images", SIZE, CIFAR10);
      Operand<TFloat32> compiled = Tower.normalized(graph.ops().withSubScope("compiled"), images);
      assertThat(compiled.shape().asArray()).containsExactly(-1, SIZE, SIZE, 3);
      try (Session session = graph.open(Device.cpu());
          TUint8 pixels =
              TUint8.tensorOf(Shape.of(2, SIZE, SIZE, 3), DataBuffers.of(bytes, true, false));
          Result both =
              session
                  .runner()
                  .feed(images.pixels(), pixels)
                  .fetch(compiled)
                  .fetch(images.normalized())
                  .run()) {
        float[] expected = NativeTensors.values((TFloat32) both.get(1));
        assertThat(NativeTensors.values((TFloat32) both.get(0))).isEqualTo(expected);
        assertThat(expected).contains(-(float) (255 * 0.4914) / (float) (255 * 0.2023));
      }
    }
  }
}
