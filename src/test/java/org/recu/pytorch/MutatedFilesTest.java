package org.recu.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.golden.GoldenFile;

/**
 * Files with flipped bits, truncated ends, or parts repeated, removed or overwritten: each is
 * either read or rejected with a one-line error.
 */
@Timeout(120)
final class MutatedFilesTest {

  /**
   * Size in elements that no network's tensors exceed, so the numbers of larger ones are never
   * read.
   */
  private static final int ANY_NETWORKS_SIZE = 100_000;

  @TempDir private Path folder;

  /** Number of files that were read without an error. */
  private int read;

  private int refused;

  @ParameterizedTest
  @CsvSource({
    "kinds_zip.pth, 1",
    "kinds_legacy.pth, 2",
    "kinds_protocol4.pth, 3",
  })
  void read_smallFileMutated_isReadOrRefused(String name, int seed) throws IOException {
    byte[] whole = TorchResource.small(name);
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      attempt(mutated(whole, random));
    }
    assertThat(refused).isPositive();
    assertThat(read + refused).isEqualTo(300);
  }

  /**
   * The zip's checksum catches every change to an entry, so it is corrected here to test the
   * pickle.
   */
  @Test
  void read_pickleMutatedInAWholeZip_isReadOrRefused() throws IOException {
    Map<String, byte[]> entries =
        entries(Files.write(folder.resolve("whole.pth"), TorchResource.small("kinds_zip.pth")));
    Random random = new Random(4);
    for (int i = 0; i < 400; i++) {
      Map<String, byte[]> changed = new LinkedHashMap<>(entries);
      changed.replaceAll(
          (name, bytes) -> name.endsWith("/data.pkl") ? mutated(bytes, random) : bytes);
      attempt(zip(changed));
    }
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"resnet20_legacy.pth.tar, 5", "resnet20_bare_dataparallel.pth, 6"})
  void read_goldenFileMutated_isReadOrRefused(String name, int seed) throws IOException {
    byte[] whole = GoldenFile.bytes("pytorch/" + name);
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      attempt(mutated(whole, random));
    }
    assertThat(read + refused).isEqualTo(20);
  }

  private void attempt(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("mutated.pth"), bytes);
    try {
      PyTorchFile found = PyTorchFile.read(file);
      for (TorchTensor tensor : found.stateDict().values()) {
        if (tensor.obstacle().isEmpty() && tensor.size() <= ANY_NETWORKS_SIZE) {
          assertThat(tensor.floats()).hasSize(tensor.size());
        }
      }
      read++;
    } catch (PyTorchException e) {
      assertThat(e.getMessage()).startsWith(file + ": ").hasLineCount(1).hasSizeLessThan(1000);
      refused++;
    }
  }

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    // Half of the mutations are near the beginning, where the structure is.
    int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 4000);
    int at = random.nextInt(reach);
    int length = Math.min(1 + random.nextInt(200), bytes.length - at);
    switch (random.nextInt(6)) {
      case 0 -> {
        for (int flip = random.nextInt(8); flip >= 0; flip--) {
          bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> bytes = Arrays.copyOf(bytes, at);
      case 2 -> bytes = spliced(bytes, at + length, at); // repeated
      case 3 -> bytes = spliced(bytes, at, at + length); // lost
      case 4 ->
          Arrays.fill(bytes, at, at + Math.min(length, 8), (byte) (random.nextBoolean() ? -1 : 0));
      default ->
          System.arraycopy(whole, random.nextInt(bytes.length - length + 1), bytes, at, length);
    }
    return bytes;
  }

  /** The bytes before one position, then those from another position on. */
  private static byte[] spliced(byte[] bytes, int before, int from) {
    byte[] spliced = Arrays.copyOf(bytes, before + bytes.length - from);
    System.arraycopy(bytes, from, spliced, before, bytes.length - from);
    return spliced;
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        CRC32 checksum = new CRC32();
        checksum.update(content.getValue());
        entry.setSize(content.getValue().length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(content.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
