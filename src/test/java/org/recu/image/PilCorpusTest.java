package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.decoding.TensorFlowDecoder;

/** Hundreds of odd files have PIL's pixels, or are refused; see images/README.md. */
final class PilCorpusTest {
  private static final Map<String, byte[]> FILES = new HashMap<>();
  private static TensorFlowDecoder decoder;

  @BeforeAll
  static void open() throws IOException {
    decoder = new TensorFlowDecoder();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new ByteArrayInputStream(resource("pil-corpus.tar.gz"))))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        FILES.put(entry.getName(), tar.readAllBytes());
      }
    }
  }

  @AfterAll
  static void close() {
    decoder.close();
    FILES.clear();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void decode_hasPilsPixelsOrIsRefused(String line) {
    String[] words = line.split(" ", -1);
    String expected = line.substring(words[0].length() + 1);
    String found;
    try {
      EncodedImage image = EncodedImage.of(FILES.get(words[0]));
      Raster raster = new Raster();
      decoder.decode(image, raster);
      CRC32 checksum = new CRC32();
      checksum.update(raster.pixels(), 0, raster.length());
      found = "%d %d %08x".formatted(raster.height(), raster.width(), checksum.getValue());
    } catch (UnreadableImageException e) {
      found = "refused";
    }
    if (expected.endsWith("refused")) {
      assertThat(found).isEqualTo("refused");
    } else {
      assertThat(found).isEqualTo(expected);
    }
  }

  static List<String> lines() throws IOException {
    return new String(resource("pil-corpus.txt"), StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = PilCorpusTest.class.getResourceAsStream("/images/" + name)) {
      return in.readAllBytes();
    }
  }
}
