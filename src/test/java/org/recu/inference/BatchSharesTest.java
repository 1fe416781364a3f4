package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

final class BatchSharesTest {

  /** Two logits of each image: its first and its last byte. */
  private static TFloat32 ends(TUint8 share) {
    int images = (int) share.shape().get(0);
    int size = (int) share.shape().get(1);
    float[] ends = new float[2 * images];
    for (int i = 0; i < images; i++) {
      ends[2 * i] = share.getByte(i, 0, 0, 0);
      ends[2 * i + 1] = share.getByte(i, size - 1, size - 1, 2);
    }
    return TFloat32.tensorOf(Shape.of(images, 2), DataBuffers.of(ends));
  }

  private static TUint8 batch(int images, int size) {
    byte[] pixels = new byte[images * size * size * 3];
    new SplittableRandom(1).nextBytes(pixels);
    return TUint8.tensorOf(Shape.of(images, size, size, 3), DataBuffers.of(pixels, true, false));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, 1",
    "63, 4, 63",
    "64, 4, 32 32",
    "100, 4, 36 32 32",
    "15, 65, 15",
    "20, 65, 12 8"
  })
  void logits_anyBatch_areThoseOfTheImagesInOrder(int images, int size, String expected) {
    Queue<Long> sizes = new ConcurrentLinkedQueue<>();
    try (BatchShares shares = new BatchShares();
        TUint8 pixels = batch(images, size);
        TFloat32 whole = ends(pixels);
        TFloat32 found =
            shares.logits(
                pixels,
                share -> {
                  sizes.add(share.shape().get(0));
                  return ends(share);
                })) {
      assertThat(found.shape()).isEqualTo(whole.shape());
      assertThat(NativeTensors.values(found)).isEqualTo(NativeTensors.values(whole));
    }
    assertThat(sizes.stream().sorted((a, b) -> Long.compare(b, a)).map(Object::toString))
        .containsExactly(expected.split(" ", -1));
  }

  @Test
  void opThreads_withThoseOfAllShares_areNotMoreThanTheProcessors() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(BatchShares.opThreads(1).number()).isEqualTo(processors);
    assertThat(BatchShares.opThreads(63).number()).isEqualTo(processors);
    assertThat(BatchShares.opThreads(64).number()).isEqualTo(Math.max(1, processors / 2));
    assertThat(BatchShares.opThreads(32 * 1000 * processors).number()).isEqualTo(1);
  }

  @Test
  void configuration_session_startsOpsOfTwoSharesForEachProcessor() {
    ConfigProto device = Device.cpu().foldingConfiguration();
    ConfigProto session = BatchShares.configuration(device);
    assertThat(session.getUsePerSessionThreads()).isTrue();
    assertThat(session.getInterOpParallelismThreads())
        .isEqualTo(2 * Runtime.getRuntime().availableProcessors());
    assertThat(session.getGraphOptions()).isEqualTo(device.getGraphOptions());
  }

  @Test
  void logits_shareFails_isItsFailure() {
    IllegalArgumentException failure = new IllegalArgumentException("no such image");
    try (BatchShares shares = new BatchShares();
        TUint8 pixels = batch(72, 4)) {
      assertThatThrownBy(
              () ->
                  shares.logits(
                      pixels,
                      share -> {
                        if (share.shape().get(0) == 40) {
                          throw failure;
                        }
                        return ends(share);
                      }))
          .isSameAs(failure);
    }
  }
}
