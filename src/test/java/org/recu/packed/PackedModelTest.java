package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.image.ImageCropper;
import org.recu.image.JavaDecoder;
import org.recu.image.Raster;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packing.PackedDefinition;

final class PackedModelTest {

  static List<NetworkMessage> networks() {
    return SmallNetworks.all();
  }

  private static byte[] pixels(int size, int images) {
    byte[] pixels = new byte[images * size * size * 3];
    new SplittableRandom(size).nextBytes(pixels);
    return pixels;
  }

  private static PackedModel model(NetworkMessage network) throws IOException {
    return PackedModel.of("made_up.recu", network, Kernels.chosen());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void logits_areThoseOfTheDefinition(NetworkMessage network) throws IOException {
    int size = network.getImage().getSize();
    byte[] pixels = pixels(size, 1);
    try (PackedModel model = model(network)) {
      float[] expected = new PackedDefinition(network).logits(pixels);
      float[] first = model.logits(pixels);
      assertThat(first).hasSameSizeAs(expected);
      for (int i = 0; i < first.length; i++) {
        assertThat(first[i])
            .isCloseTo(expected[i], within(1e-4f * Math.max(1, Math.abs(expected[i]))));
      }
      // Nothing of an image is left in the workspace for the next.
      model.logits(new byte[pixels.length]);
      assertThat(model.logits(pixels)).isEqualTo(first);
    }
  }

  /** By plain loops: a JVM makes objects of vectors until it has compiled their loops. */
  @Test
  void logits_ofASecondCall_allocateLittleMoreThanThemselves() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (NetworkMessage network :
        List.of(SmallNetworks.oneShortcut(64), SmallNetworks.realShortcuts(96))) {
      byte[] pixels = pixels(network.getImage().getSize(), 1);
      try (PackedModel model = PackedModel.of("made_up.recu", network, new PlainKernel())) {
        // The first calls load classes and make the workspace.
        model.logits(pixels);
        model.logits(pixels);
        long before = threads.getCurrentThreadAllocatedBytes();
        model.logits(pixels);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1024);
      }
    }
  }

  @Test
  void logits_ofABatch_areThoseOfItsImages() throws IOException {
    NetworkMessage network = SmallNetworks.twoShortcuts(16, 0);
    byte[] pixels = pixels(8, 5);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (PackedModel model = model(network)) {
      float[][] batch = model.logits(pixels, 5);
      for (int i = 0; i < 5; i++) {
        byte[] image = Arrays.copyOfRange(pixels, i * 192, (i + 1) * 192);
        assertThat(batch[i]).isEqualTo(model.logits(image));
      }
      assertThat(model.logits(pixels, 5, threads, 3)).isDeepEqualTo(batch);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void logits_whereTheExecutorDoesNothing_areComputedByTheCaller() throws IOException {
    NetworkMessage network = SmallNetworks.twoShortcuts(16, 0);
    byte[] pixels = pixels(8, 4);
    try (PackedModel model = model(network)) {
      float[][] expected = model.logits(pixels, 4);
      assertThat(model.logits(pixels, 4, task -> {}, 2)).isDeepEqualTo(expected);
      Executor full =
          task -> {
            throw new RejectedExecutionException("full");
          };
      assertThat(model.logits(pixels, 4, full, 2)).isDeepEqualTo(expected);
    }
  }

  @Test
  void logits_ofManyThreads_areThoseOfOne() throws Exception {
    NetworkMessage network = SmallNetworks.twoStage(64);
    byte[] pixels = pixels(8, 1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (PackedModel model = model(network)) {
      float[] expected = model.logits(pixels);
      List<Future<float[]>> found =
          threads.invokeAll(Collections.nCopies(16, () -> model.logits(pixels)));
      for (Future<float[]> logits : found) {
        assertThat(logits.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void predict_cutsTheImageAsValidationDoes() throws IOException {
    NetworkMessage network =
        SmallNetworks.twoShortcuts(16, 0).toBuilder()
            .addAllClassNames(List.of("ant", "bee", "cat", "dog", "elk"))
            .build();
    BufferedImage image = new BufferedImage(21, 17, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(3);
    Raster whole = new Raster(17, 21);
    for (int y = 0; y < 17; y++) {
      for (int x = 0; x < 21; x++) {
        int rgb = random.nextInt(1 << 24);
        image.setRGB(x, y, rgb);
        int at = 3 * (21 * y + x);
        whole.pixels()[at] = (byte) (rgb >> 16);
        whole.pixels()[at + 1] = (byte) (rgb >> 8);
        whole.pixels()[at + 2] = (byte) rgb;
      }
    }
    Raster cut = new Raster();
    ImageCropper.exact(new JavaDecoder()).centre(whole, 10, 8, cut);
    byte[] pixels = Arrays.copyOf(cut.pixels(), cut.length());
    try (PackedModel model = model(network)) {
      assertThat(model.pixels(image)).isEqualTo(pixels);
      List<Prediction> best = model.predict(image, 2);
      float[] logits = model.logits(pixels);
      assertThat(best).isEqualTo(model.top(logits, 2)).hasSize(2);
      assertThat(logits[best.get(0).classNumber()])
          .isGreaterThanOrEqualTo(logits[best.get(1).classNumber()]);
      assertThat(best.get(0).className())
          .isEqualTo(model.info().classNames().get(best.get(0).classNumber()));
      assertThat(model.top(logits, 9).stream().mapToDouble(Prediction::probability).sum())
          .isCloseTo(1, within(1e-9));
      assertThatThrownBy(() -> model.predict(image, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("count (0)");
    }
  }

  @Test
  void top_ofEqualLogits_hasTheLowerNumberFirst_andRefusesNaN() throws IOException {
    try (PackedModel model = model(SmallNetworks.oneShortcut(64))) {
      assertThat(model.top(new float[] {1, 2, 2}, 2))
          .extracting(Prediction::classNumber, Prediction::className)
          .containsExactly(tuple(1, "1"), tuple(2, "2"));
      assertThatThrownBy(() -> model.top(new float[] {1, Float.NaN, 2}, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("made_up.recu returned a non-finite logit: NaN");
    }
  }

  @Test
  void logits_ofPixelsOfAnotherSize_saysFoundAndExpected() throws IOException {
    try (PackedModel model = model(SmallNetworks.oneShortcut(64))) {
      assertThatThrownBy(() -> model.logits(new byte[100]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("found 100 bytes, expected 147: 1 images of 7x7x3");
      assertThatThrownBy(() -> model.logits(new byte[147], 1, Runnable::run, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("threads (0) must be at least 1");
    }
  }

  @Test
  void logits_ofAClosedModel_saysSo() throws IOException {
    PackedModel model = model(SmallNetworks.oneShortcut(64));
    model.logits(pixels(7, 1));
    model.close();
    assertThatThrownBy(() -> model.logits(pixels(7, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model of made_up.recu is closed, expected an open one");
    assertThatThrownBy(() -> model.logits(pixels(7, 2), 2, Runnable::run, 2))
        .isInstanceOf(IllegalStateException.class);
  }
}
