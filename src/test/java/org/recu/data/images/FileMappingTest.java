package org.recu.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.data.DataException;
import org.recu.data.RandomStream;
import org.recu.data.catalog.Datasets;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.golden.GoldenFile;
import org.recu.image.Box;
import org.recu.image.EncodedImage;
import org.recu.image.ImageCropper;
import org.recu.image.ImageDecoder;
import org.recu.image.Lighting;
import org.recu.image.Raster;
import org.recu.image.Rotation;

final class FileMappingTest {
  private static final int SIZE = 32;

  @TempDir private Path folder;
  private ImageDecoder decoder;

  @BeforeEach
  void open() {
    decoder = new TensorFlowDecoder();
  }

  @AfterEach
  void close() {
    decoder.close();
  }

  @Test
  void cropLightMirror_isEachStepInTurn() throws IOException {
    RandomResizedCrop crop = RandomResizedCrop.imagenet();
    boolean mirrored = false;
    boolean upright = false;
    for (int seed = 0; seed < 16; seed++) {
      RandomStream random = new RandomStream(seed);
      Raster expected = new Raster();
      Box part = crop.draw(120, 160, random);
      boolean mirror = random.nextBoolean();
      ImageCropper.exact(decoder).crop(plain(), part, false, SIZE, SIZE, expected);
      Lighting.add(
          expected,
          50 * random.nextGaussian(),
          50 * random.nextGaussian(),
          50 * random.nextGaussian());
      if (mirror) {
        expected.mirror();
      }
      mirrored |= mirror;
      upright |= !mirror;
      assertThat(mapped(new CropLightMirror(crop, 50), seed)).isEqualTo(bytes(expected));
    }
    assertThat(mirrored && upright).isTrue();
  }

  @Test
  void rotateMirror_isEachStepInTurn() throws IOException {
    for (int seed = 0; seed < 4; seed++) {
      RandomStream random = new RandomStream(seed);
      Raster upright = new Raster();
      ImageCropper.exact(decoder).centre(plain(), SIZE, SIZE, upright);
      Raster expected = new Raster();
      Rotation.rotate(upright, 40 * random.nextDouble() - 20, expected);
      if (random.nextBoolean()) {
        expected.mirror();
      }
      assertThat(mapped(new RotateMirror(20), seed)).isEqualTo(bytes(expected));
    }
  }

  @Test
  void centreOfPicture_isTheSameWhateverChanceSays() throws IOException {
    Raster expected = new Raster();
    ImageCropper.exact(decoder).centre(plain(), 36, SIZE, expected);
    assertThat(Datasets.shortSide("imagenet", SIZE)).isEqualTo(36);
    assertThat(Datasets.shortSide("imagenet", 224)).isEqualTo(256);
    assertThat(Datasets.shortSide("folder", 224)).isEqualTo(256);
    assertThat(Datasets.shortSide("tinyimagenet", 224)).isEqualTo(224);
    assertThat(mapped(new CentreCrop(36), 1)).isEqualTo(bytes(expected));
    assertThat(mapped(new CentreCrop(36), 2)).isEqualTo(bytes(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncated.jpg", "not_an_image.jpg"})
  void map_ofABadFile_namesItAndSaysWhy(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, GoldenFile.bytes("jpeg/" + name));
    assertThatThrownBy(() -> map(file, new CentreCrop(36), 1))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(".*" + name + ": (a truncated or damaged JPEG|neither JPEG).*");
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalArgumentException("no such colour model"),
        new ArrayIndexOutOfBoundsException(7),
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void map_whateverDecodingThrows_isABadImage(Throwable thrown) throws IOException {
    ImageTransform failing =
        (image, random, buffers, target) -> {
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) thrown;
        };
    Path file = folder.resolve("odd.jpg");
    Files.write(file, GoldenFile.bytes("jpeg/plain.jpg"));
    assertThatThrownBy(() -> map(file, failing, 1))
        .isInstanceOf(DataException.class)
        .hasCause(thrown)
        .hasMessageStartingWith(file + ": cannot be decoded: ")
        .hasMessageContaining(thrown instanceof OutOfMemoryError ? "memory" : thrown.toString());
  }

  private byte[] mapped(ImageTransform transform, long seed) throws IOException {
    Path file = folder.resolve("plain.jpg");
    Files.write(file, GoldenFile.bytes("jpeg/plain.jpg"));
    return map(file, transform, seed);
  }

  private byte[] map(Path file, ImageTransform transform, long seed) throws IOException {
    byte[] image = new byte[3 * SIZE * SIZE];
    Arrays.fill(image, (byte) 99);
    FileMapping mapping =
        new FileMapping(SIZE, ImageStore.NONE, transform, () -> ImageCropper.exact(decoder));
    mapping.map(new ImageFile(file), new RandomStream(seed), image);
    return image;
  }

  private static byte[] bytes(Raster raster) {
    return Arrays.copyOf(raster.pixels(), raster.length());
  }

  private static EncodedImage plain() throws IOException {
    return EncodedImage.of(GoldenFile.bytes("jpeg/plain.jpg"));
  }
}
