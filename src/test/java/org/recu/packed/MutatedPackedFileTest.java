package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.PackedFileMessage;
import org.recu.packing.PackedDefinition;
import org.recu.packing.PackedOutput;
import org.recu.packing.TinyNetwork;

/** Packed files of which bits, bytes and counts were changed at random. */
final class MutatedPackedFileTest {

  private static final int MUTATIONS = 5000;

  /** Larger images, which a mutation may ask for, are not computed. */
  private static final int LARGEST = 40;

  private static byte[] pixels(int size) {
    byte[] pixels = new byte[size * size * 3];
    new SplittableRandom(1).nextBytes(pixels);
    return pixels;
  }

  @Test
  void logits_everyKindOfOperation_areThoseOfTheDefinition() throws IOException {
    NetworkMessage network = TinyNetwork.message();
    byte[] pixels = pixels(TinyNetwork.SIZE);
    try (PackedModel model = PackedModel.of("tiny", network, Kernels.chosen())) {
      assertThat(model.logits(pixels))
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(new PackedDefinition(network).logits(pixels));
    }
  }

  @Test
  void read_mutatedFile_isAnErrorInOneLineOrTheSameNetwork() throws IOException {
    byte[] whole = file(TinyNetwork.message());
    byte[] pixels = pixels(TinyNetwork.SIZE);
    float[] expected = logits(whole, pixels);
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutated(random, whole);
      try {
        assertThat(logits(mutated, pixels)).isEqualTo(expected);
      } catch (IOException e) {
        assertClean(e);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS * 9 / 10);
  }

  /** A checksum says nothing about a file that was made to do harm. */
  @Test
  void read_mutatedNetworkWithItsChecksum_isAnErrorInOneLineOrComputes() throws IOException {
    byte[] body = TinyNetwork.message().toByteArray();
    SplittableRandom random = new SplittableRandom(13);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = framed(mutated(random, body));
      try (PackedModel model =
          PackedModel.of(
              "mutated", PackedFile.parse(mutated, "mutated").network(), Kernels.chosen())) {
        if (model.imageSize() <= LARGEST) {
          assertThat(model.logits(pixels(model.imageSize()))).hasSize(model.classes());
        }
      } catch (IOException e) {
        assertClean(e);
        refused++;
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS);
  }

  private static void assertClean(IOException error) {
    assertThat(error.getMessage()).startsWith("mutated").doesNotContain("\n");
  }

  private static float[] logits(byte[] file, byte[] pixels) throws IOException {
    try (PackedModel model =
        PackedModel.of("mutated", PackedFile.parse(file, "mutated").network(), Kernels.chosen())) {
      return model.logits(pixels);
    }
  }

  private static byte[] file(NetworkMessage network) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PackedOutput.write(network, bytes);
    return bytes.toByteArray();
  }

  private static byte[] framed(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    return PackedFileMessage.newBuilder()
        .setMagic(ByteString.copyFromUtf8("RECU"))
        .setFormatVersion(1)
        .setCrc32((int) crc.getValue())
        .setNetwork(ByteString.copyFrom(body))
        .build()
        .toByteArray();
  }

  /** One to three changes: a bit, a byte, a cut, a row of ones, a doubled slice. */
  private static byte[] mutated(SplittableRandom random, byte[] original) {
    byte[] bytes = original.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      int length = 1 + random.nextInt(Math.min(16, bytes.length));
      switch (random.nextInt(6)) {
        case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        case 2 -> bytes[at] = (byte) random.nextInt();
        case 3 -> bytes = at == 0 ? bytes : Arrays.copyOf(bytes, at);
        case 4 -> Arrays.fill(bytes, at, Math.min(at + length, bytes.length), (byte) 0xff);
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
          System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}
