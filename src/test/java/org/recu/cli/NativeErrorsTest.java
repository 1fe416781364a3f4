package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.console.Console;

/** Which lines of native libraries appear. */
final class NativeErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Corrupt JPEG data: 7 extraneous bytes before marker 0xd9",
        "Premature end of JPEG file",
        "Warning: unknown JFIF revision number 2.01",
        "libpng warning: iCCP: known incorrect sRGB profile",
        "2026-01-01 00:00:00.123: E tensorflow/core/lib/jpeg/jpeg_mem.cc:329] Premature end of JPEG"
            + " data. Stopped at line 78/120",
      })
  void show_ofImageDecoders_nothing(String line) {
    assertThat(shown(line)).isEmpty();
  }

  @Test
  void show_ofOthers_isNamed() {
    assertThat(shown("F core/executor.cc:7] Check failed"))
        .isEqualTo("recu: a native library says: F core/executor.cc:7] Check failed\n");
  }

  private static String shown(String line) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    NativeErrors.show(line, Console.of(stream, stream));
    return err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
