package org.recu.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PickleWriterTest {

  /** As {@code pickletools.dis} shows it: PROTO 2, then the opcodes that the classes name. */
  @Test
  void write_call_isTheBytesThatPythonReads() {
    PickleWriter.Name dictionary = new PickleWriter.Name("collections", "OrderedDict");
    byte[] pickle =
        PickleWriter.write(new PickleWriter.Call(dictionary, List.of(), Map.of("é", 7L)));
    assertThat(new String(pickle, StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "\u0080\u0002ccollections\nOrderedDict\n(tR(X\u0002\u0000\u0000\u0000\u00c3\u00a9"
                + "J\u0007\u0000\u0000\u0000u.");
  }

  @Test
  void write_plainValues_areReadBack() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("small", -1L);
    values.put("large", 1L << 40);
    values.put("least", Long.MIN_VALUE);
    values.put("real", 86.53);
    values.put("yes", true);
    values.put("no", false);
    values.put("list", List.of("a", 2L, List.of()));
    values.put("empty", Map.of());
    byte[] pickle = PickleWriter.write(values);
    assertThat(PickleReader.readAll(ByteBuffer.wrap(pickle), PickleVocabulary.numpy()))
        .isEqualTo(values);
  }

  @Test
  void write_anythingElse_isRefused() {
    assertThatThrownBy(() -> PickleWriter.write(List.of('c')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("c cannot be pickled");
  }
}
