package org.recu.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PickleReaderTest {
  private static byte[] resource(String name) throws IOException {
    try (InputStream input = PickleReaderTest.class.getResourceAsStream("/data/" + name)) {
      return input.readAllBytes();
    }
  }

  /** One byte per character. */
  private static byte[] bytes(String pickle) {
    return pickle.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Object read(String pickle) throws IOException {
    return PickleReader.readAll(ByteBuffer.wrap(bytes(pickle)), PickleVocabulary.numpy());
  }

  @Test
  void read_plainValues_asPythonHasThem() throws IOException {
    assertThat(read("\u0080\u0002]q\u0000(K\u00ffM\u00ff\u00ffJ\u00fe\u00ff\u00ff\u00ffe."))
        .isEqualTo(List.of(255L, 65535L, -2L));
    assertThat(read("\u0080\u0002\u008a\u0000.")).isEqualTo(0L);
    assertThat(read("\u0080\u0002\u008a\u0002\u0000\u0080.")).isEqualTo(-32768L);
    assertThat(read("\u0080\u0002\u008a\u0003\u0000\u0080\u0000.")).isEqualTo(32768L);
    assertThat(read("\u0080\u0002G?\u00f8\u0000\u0000\u0000\u0000\u0000\u0000.")).isEqualTo(1.5);
    assertThat(read("\u0080\u0002N\u0088\u0089\u0087."))
        .isEqualTo(Arrays.asList(null, true, false));
    assertThat(read("\u0080\u0002}(U\u0001aK\u0001X\u0001\u0000\u0000\u0000bK\u0002u."))
        .isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThat(read("\u0080\u0002}K\u0007)s.")).isEqualTo(Map.of(7L, List.of()));
    assertThat(read("\u0080\u0002(K\u0001K\u0002l.")).isEqualTo(List.of(1L, 2L));
    assertThat(read("\u0080\u0004\u008c\u0002\u00c3\u00a9\u0094h\u0000\u0086."))
        .isEqualTo(List.of("é", "é"));
    assertThat(read("\u0080\u0002K\u0001K\u00020(K\u00031.")).isEqualTo(1L);
    assertThat(read("\u0080\u0002K\u0001r\u0005\u0000\u0000\u00000j\u0005\u0000\u0000\u0000."))
        .isEqualTo(1L);
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "builtins, eval",
    "__builtin__, eval",
    "numpy.core.multiarray, fromfile",
    "numpy, load",
    "_codecs, decode",
  })
  void read_anyOtherName_refusedWithTheName(String module, String name) {
    String global = "\u0080\u0002c" + module + "\n" + name + "\nU\u0004echo\u0085R.";
    String message =
        "the pickle names "
            + module
            + "."
            + name
            + ", expected plain data and numpy arrays only; nothing of it was run";
    assertThatThrownBy(() -> read(global)).isInstanceOf(PickleException.class).hasMessage(message);
    String stackGlobal =
        "\u0080\u0004\u008c"
            + (char) module.length()
            + module
            + "\u008c"
            + (char) name.length()
            + name
            + "\u0093.";
    assertThatThrownBy(() -> read(stackGlobal))
        .isInstanceOf(PickleException.class)
        .hasMessage(message);
  }

  /** With inert names every way of making an object gives its name, and runs nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\nU\u0004echo\u0085R", // REDUCE
        "cos\nsystem\n)\u0081}U\u0001aK\u0001sb", // NEWOBJ and BUILD
        "cos\nsystem\n)}\u0092", // NEWOBJ_EX
        "(cos\nsystem\nK\u0001o", // OBJ
        "(K\u0001ios\nsystem\n", // INST
        "cos\nsystem\n)R(K\u0001K\u0002e", // a list of an unknown class
        "cos\nsystem\n)R(K\u0001K\u0002u", // a dictionary of an unknown class
        "cos\nsystem\n)R)R", // the result of a call is called
      })
  void read_inertNames_stayNames(String pickle) throws IOException {
    Object found =
        PickleReader.readAll(
            ByteBuffer.wrap(bytes("\u0080\u0002" + pickle + ".")),
            PickleVocabulary.numpy().withInertNames());
    assertThat(found).isInstanceOf(PickledObject.class);
    assertThat(((PickledObject) found).name()).isEqualTo("os.system");
  }

  @Test
  void read_inertNames_takeAnyKey() throws IOException {
    Object found =
        PickleReader.readAll(
            ByteBuffer.wrap(
                bytes("\u0080\u0002}(NK\u0001K\u0002K\u0003\u0086K\u0004K\u0005K\u0006u.")),
            PickleVocabulary.numpy().withInertNames());
    assertThat(List.copyOf(((Map<?, ?>) found).values())).isEqualTo(List.of(1L, 4L, 6L));
    assertThat(((Map<?, ?>) found).get(null)).isEqualTo(1L);
    assertThat(((Map<?, ?>) found).get(5L)).isEqualTo(6L);
  }

  @Test
  void read_nameWithControlCharacters_oneShortLine() {
    String name = "\u001b[2J".repeat(100);
    assertThatThrownBy(() -> read("\u0080\u0002c" + name + "\nb\n."))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("the pickle names ?[2J?[2J")
        .hasMessageMatching("[\\x20-\\x7e]{1,250}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i", // INST
        "o", // OBJ
        "P", // PERSID
        "\u0092", // NEWOBJ_EX
        "\u0082", // EXT1
        "\u0097", // NEXT_BUFFER
        "d"
      })
  void read_opcodesThatMakeObjects_refused(String opcode) {
    assertThatThrownBy(() -> read("\u0080\u0002(U\u0001a" + opcode + "abc\ndef\n."))
        .isInstanceOf(PickleException.class)
        .hasMessageMatching("corrupt pickle at byte 6: opcode 0x.. is not one of plain data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'.'                              | a value is missing",
        "'K\u00010.'                      | a value is missing",
        "'\u0085.'                        | a value is missing",
        "'t.'                             | a mark is missing",
        "'h\u0003.'                       | memo 3 is used and was never set",
        "'K\u0001K\u0002a.'               | appended to something that is not a list",
        "'K\u0001K\u0002K\u0003s.'        | put into something that is not a dictionary",
        "'}(K\u0001u.'                    | put into something that is not a dictionary",
        "'}]K\u0001s.'                    | key is neither text nor a number",
        "'\u0080\t.'                  | protocol 9, expected at most 5",
        "'T\u00ff\u00ff\u00ff\u00ff.'     | a value of -1 bytes",
        "'T\u00ff\u00ff\u00ff\u007f.'     | expected 2147483647 bytes at byte 7, found 1",
        "'K\u0001)R.'                     | what is called is not a known name",
        "'cnumpy\ndtype\nK\u0001R.'       | what is called is not a known name",
        "'cnumpy\ndtype\n)R.'             | arguments that do not fit numpy.dtype",
        "'cnumpy\nndarray\n)R.'           | numpy.ndarray is called",
        "'K\u0001)b.'                     | a state is set of a value that has none",
        "'K\u0001Q.'                      | it refers to something outside of itself",
        "'K\u0001)\u0081.'                | what is called is not a known name",
        "'K\u0001K\u0002\u0093.'          | a name is not text",
      })
  void read_corrupt_saysWhat(String pickle, String message) {
    assertThatThrownBy(() -> read("\u0080\u0002" + pickle))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining(message);
  }

  @Test
  void read_emptyFile_saysSo() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(PickleException.class)
        .hasMessage("is empty: expected a pickle, found 0 bytes");
  }

  @Test
  void read_truncatedAnywhere_aPickleException() throws IOException {
    for (String name : List.of("python2_protocol2.pickle", "python3_protocol4.pickle")) {
      byte[] whole = resource(name);
      for (int length = 0; length < whole.length; length += length < 300 ? 1 : 97) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(
                () -> PickleReader.readAll(ByteBuffer.wrap(part), PickleVocabulary.numpy()))
            .isInstanceOf(PickleException.class)
            .hasMessageContaining(length == 0 ? "is empty" : "found");
      }
    }
  }

  @Test
  void read_bytesAfterTheEnd_refusedWithBothSizes() throws IOException {
    byte[] whole = resource("python2_protocol2.pickle");
    byte[] longer = Arrays.copyOf(whole, whole.length + 5);
    assertThatThrownBy(
            () -> PickleReader.readAll(ByteBuffer.wrap(longer), PickleVocabulary.numpy()))
        .isInstanceOf(PickleException.class)
        .hasMessage(
            "is too long: the pickle ends after "
                + whole.length
                + " bytes, found "
                + longer.length);
  }

  /** What {@code pickle.dumps} writes for numpy's float64, int64, bool and float32 numbers. */
  @Test
  void read_numpyNumbers_areTheirValues() throws IOException {
    assertThat(read(scalar("f8", "\u0000\u0000\u0000\u0000\u0000\u0000\u00f8?"))).isEqualTo(1.5);
    assertThat(read(scalar("i8", "\u00fe\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")))
        .isEqualTo(-2L);
    assertThat(read(scalar("b1", "\u0001"))).isEqualTo(true);
    assertThat(read(scalar("f4", "\u0000\u0000\u00c0?"))).isEqualTo(1.5);
    assertThat(read(scalar("f2", "\u0000>"))).isEqualTo(1.5);
    assertThatThrownBy(() -> read(scalar("f8", "four")))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("a numpy number of type f8 in 4 bytes");
    assertThatThrownBy(() -> read(scalar("O8", "eight by")))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("a numpy number of type O8");
  }

  private static String scalar(String type, String content) {
    return "\u0080\u0002cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nU\u0002"
        + type
        + "K\u0000K\u0001\u0087R(K\u0003U\u0001<NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\u0000tb"
        + "U"
        + (char) content.length()
        + content
        + "\u0086R.";
  }

  @Test
  void read_moreThanALong_isABigInteger() throws IOException {
    assertThat(read("\u0080\u0002\u008a\t\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001."))
        .isEqualTo(BigInteger.TWO.pow(64));
    assertThat(read("\u0080\u0002\u008a\b\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0080."))
        .isEqualTo(Long.MIN_VALUE);
  }

  /** A value may contain itself; nothing here traverses it. */
  @Test
  void read_listThatHoldsItself_isRead() throws IOException {
    assertThat(read("\u0080\u0002]q\u0000h\u0000a.")).isInstanceOf(List.class);
  }

  @Test
  void read_moreOperationsThanAnyFile_refusedBeforeTheyCostMemory() {
    assertThatThrownBy(() -> read("\u0080\u0002" + "}".repeat(3_000_000) + "."))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("more than 2097152 operations");
  }

  /** A function that copies its arguments would take time quadratic in the pickle's length. */
  @Test
  void read_longArgumentsOverAndOver_countAsOftenAsTheyAreHandedOver() {
    String hundredThousand = "(" + "K\u0001".repeat(100_000) + "tq\u0001";
    String call = "cnumpy\ndtype\nh\u0001R0";
    assertThatThrownBy(() -> read("\u0080\u0002" + hundredThousand + call.repeat(1000) + "."))
        .isInstanceOf(PickleException.class);
    PickleVocabulary copying =
        PickleVocabulary.numpy()
            .with("anything", Map.of("a copy", ArrayList::new), identity -> identity);
    String pickle = "\u0080\u0002" + hundredThousand + "0" + "ca\ncopy\nh\u0001R0".repeat(1000);
    assertThatThrownBy(() -> PickleReader.readAll(ByteBuffer.wrap(bytes(pickle)), copying))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("more than 2097152 operations");
  }

  /** A call may copy its text, and a pickle may pass it the same text again and again. */
  @Test
  void readAll_textRepeatedInCalls_isRefusedBeforeItTakesMemory() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    bytes(pickle, "\u0080\2c_codecs\nencode\nq\0X\0\0\1\0" + "a".repeat(1 << 16) + "q\1");
    bytes(pickle, "X\6\0\0\0latin1q\2]");
    for (int i = 0; i < 20_000; i++) {
      bytes(pickle, "h\0h\1h\2\u0086Ra");
    }
    bytes(pickle, ".");
    assertThatThrownBy(
            () ->
                PickleReader.readAll(
                    ByteBuffer.wrap(pickle.toByteArray()), PickleVocabulary.numpy()))
        .isInstanceOf(PickleException.class)
        .hasMessageContaining("it repeats its text more often than any file of its kind");
  }

  @Test
  void readAll_longNamesAndKeys_areRefused() {
    String longName = "a".repeat(2000);
    for (String pickle :
        List.of(
            "\u0080\2c" + longName + "\nb\n.",
            "\u0080\2}T\u0088\u0013\0\0" + "a".repeat(5000) + "Ns.")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes(bytes, pickle);
      assertThatThrownBy(
              () ->
                  PickleReader.readAll(
                      ByteBuffer.wrap(bytes.toByteArray()), PickleVocabulary.numpy()))
          .isInstanceOf(PickleException.class)
          .hasMessageContaining("corrupt pickle");
    }
  }

  private static void bytes(ByteArrayOutputStream out, String latin1) {
    out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
