package org.recu.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenNetwork;
import org.recu.golden.GoldenTensor;

/** {@code tools/packed_reader.py}, which knows nothing of this program. */
final class PackedReaderToolTest {

  @TempDir private Path folder;

  @BeforeAll
  static void requireNumpy() throws IOException, InterruptedException {
    assumeTrue(numpyIsThere(), "python3 with numpy is needed");
  }

  private static boolean numpyIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import numpy").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Of each family, the smallest. */
  static Stream<GoldenNetwork> networks() {
    return Stream.of(
        GoldenNetwork.of("cifar", "resnet20_1w1a"),
        GoldenNetwork.of("cifar", "vgg_small_1w1a"),
        GoldenNetwork.of("imagenet", "resnet18_1w1a"),
        GoldenNetwork.of("two_stage", "resnet18_1w1a"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void logits_goldenNetwork_areTheGoldenNumbers(GoldenNetwork golden) throws Exception {
    Path file = written(golden);
    Path images = folder.resolve("images.npy");
    GoldenTensor pixels = golden.images().nchwToNhwc();
    writeFirst(images, pixels);
    float[] expected = Arrays.copyOf(golden.evalLogits().values(), golden.classes());
    String[] found = output(file.toString(), images.toString()).trim().split("\\s+", -1);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Float.parseFloat(found[i]))
          .isCloseTo(expected[i], within(1e-3f * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Test
  void description_ofAFile_hasWhatWasPacked() throws Exception {
    assertThat(output(written(GoldenNetwork.of("cifar", "resnet20_1w1a")).toString()))
        .contains("resnet20_1w1a trained on shapes, written by recu test")
        .contains("images of 32 pixels, short side 32")
        .contains("images 10, loss 1.5000, top-1 50.00 %, top-5 90.00 %");
  }

  @Test
  void description_ofADamagedFile_isAnErrorInOneLine() throws Exception {
    Path file = written(GoldenNetwork.of("cifar", "resnet20_1w1a"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= (byte) 1;
    Files.write(file, bytes);
    assertThat(output(file.toString()))
        .isEqualTo(
            "packed_reader: " + file + ": the file is damaged: its checksum does not match\n");
  }

  private Path written(GoldenNetwork golden) throws IOException {
    Path file = folder.resolve("golden.recu");
    try (OutputStream out = Files.newOutputStream(file)) {
      PackedOutput.write(PackedNetworks.pack(PackedNetworks.golden(golden)), out);
    }
    return file;
  }

  private static String output(String... arguments) throws IOException {
    ProcessBuilder process = new ProcessBuilder("python3", "tools/packed_reader.py");
    process.command().addAll(List.of(arguments));
    process.redirectErrorStream(true);
    return new String(process.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Writes the first image in numpy's format, version 1.0. */
  private static void writeFirst(Path file, GoldenTensor images) throws IOException {
    int size = images.shape().get(1);
    int count = size * size * 3;
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, %d, %d, 3), }".formatted(size, size);
    header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + 4 * count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < count; i++) {
      bytes.putFloat(images.values()[i]);
    }
    Files.write(file, bytes.array());
  }
}
