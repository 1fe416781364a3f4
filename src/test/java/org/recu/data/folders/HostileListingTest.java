package org.recu.data.folders;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.data.DataException;

final class HostileListingTest {

  @TempDir private Path folder;

  @Test
  void read_unpacksToFarMoreThanNamesDo_isRefused() throws IOException {
    Path file = folder.resolve("train");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 24; i++) {
        out.write(zeros);
      }
    }
    assertThatThrownBy(() -> new ListingFile(file).read())
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + " is damaged (it unpacks to more than 200 times its size): delete it, and the"
                + " set is listed anew");
  }
}
