package org.recu.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PickleReaderTest {
  private static final DataFile FILE = new DataFile(Path.of("a_batch"));
  private static final List<Integer> LABELS = List.of(3, 9, 0);

  @TempDir Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream input = PickleReaderTest.class.getResourceAsStream("/data/" + name)) {
      return input.readAllBytes();
    }
  }

  /** Each char a byte. */
  private static byte[] bytes(String pickle) {
    return pickle.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Object read(String pickle) throws IOException {
    return PickleReader.read(FILE, bytes(pickle));
  }

  /**
   * Written by Python 2.7's cPickle and by Python 3 with numpy 1.24: three records whose bytes are,
   * counted through, (31 i + i / 256) modulo 251.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "python2_protocol2",
        "python3_protocol2",
        "python3_protocol3",
        "python3_protocol4",
        "python3_protocol5"
      })
  void read_cifarOfEveryPython_pixelsAndLabels(String name) throws IOException {
    DataFile file = new DataFile(Files.write(folder.resolve(name), resource(name + ".pickle")));
    CifarPictures pictures = new CifarPictures(3, 10);
    new CifarPickleReader("labels").read(file, 3, pictures, 0);
    CifarPictures fine = new CifarPictures(3, 100);
    new CifarPickleReader("fine_labels").read(file, 3, fine, 0);
    assertThat(fine.split().label(0)).isEqualTo(99);

    Split<Pixels> split = pictures.split();
    for (int record = 0; record < 3; record++) {
      assertThat(split.label(record)).isEqualTo(LABELS.get(record));
      byte[] image = new byte[3072];
      split.record(record).copyRow(0, 0, 1024, image, 0);
      for (int pixel = 0; pixel < 1024; pixel++) {
        for (int channel = 0; channel < 3; channel++) {
          int i = record * 3072 + channel * 1024 + pixel;
          assertThat(image[3 * pixel + channel] & 0xff).isEqualTo((31 * i + i / 256) % 251);
        }
      }
    }
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
    "numpy.core.multiarray, scalar",
    "numpy, load",
    "_codecs, decode",
  })
  void read_anyOtherName_refusedWithTheName(String module, String name) {
    String global = "\u0080\u0002c" + module + "\n" + name + "\nU\u0004echo\u0085R.";
    String message =
        "a_batch: the pickle names "
            + module
            + "."
            + name
            + ", expected plain data and numpy arrays only; nothing of it was run";
    assertThatThrownBy(() -> read(global)).isInstanceOf(DataException.class).hasMessage(message);
    String stackGlobal =
        "\u0080\u0004\u008c"
            + (char) module.length()
            + module
            + "\u008c"
            + (char) name.length()
            + name
            + "\u0093.";
    assertThatThrownBy(() -> read(stackGlobal))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void read_nameWithControlCharacters_oneShortLine() {
    String name = "\u001b[2J".repeat(100);
    assertThatThrownBy(() -> read("\u0080\u0002c" + name + "\nb\n."))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the pickle names ?[2J?[2J")
        .hasMessageMatching("[\\x20-\\x7e]{1,250}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i", // INST
        "o", // OBJ
        "P", // PERSID
        "Q", // BINPERSID
        "\u0081", // NEWOBJ
        "\u0092", // NEWOBJ_EX
        "\u0082", // EXT1
        "\u0097", // NEXT_BUFFER
        "d"
      })
  void read_opcodesThatMakeObjects_refused(String opcode) {
    assertThatThrownBy(() -> read("\u0080\u0002(U\u0001a" + opcode + "abc\ndef\n."))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "a_batch: corrupt pickle at byte 6: opcode 0x.. is not one of plain data");
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
        "'K\u0001K\u0002a.'               | appended to what is no list",
        "'K\u0001K\u0002K\u0003s.'        | put into what is no dictionary",
        "'}(K\u0001u.'                    | put into what is no dictionary",
        "'}]K\u0001s.'                    | key is neither text nor a number",
        "'\u0080\t.'                  | protocol 9, expected at most 5",
        "'\u008a\taaaaaaaaa.'         | a number of 9 bytes",
        "'T\u00ff\u00ff\u00ff\u00ff.'     | a value of -1 bytes",
        "'T\u00ff\u00ff\u00ff\u007f.'     | expected 2147483647 bytes at byte 7, found 1",
        "'K\u0001)R.'                     | what is called is not a known name",
        "'cnumpy\ndtype\nK\u0001R.'       | what is called is not a known name",
        "'cnumpy\ndtype\n)R.'             | arguments that do not fit TYPE",
        "'cnumpy\ndtype\nU\u0002f4\u0085R.' | an array of type f4, expected uint8 (u1)",
        "'cnumpy\nndarray\n)R.'           | arguments that do not fit ARRAY",
        "'K\u0001)b.'                     | a state that does not fit its value",
        "'K\u0001K\u0002\u0093.'          | a name is not text",
      })
  void read_corrupt_saysWhat(String pickle, String message) {
    assertThatThrownBy(() -> read("\u0080\u0002" + pickle))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("a_batch: ")
        .hasMessageContaining(message);
  }

  @Test
  void read_emptyFile_saysSo() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(DataException.class)
        .hasMessage("a_batch: is empty: expected a pickle, found 0 bytes");
  }

  @Test
  void read_truncatedAnywhere_aDataException() throws IOException {
    for (String name : List.of("python2_protocol2.pickle", "python3_protocol4.pickle")) {
      byte[] whole = resource(name);
      for (int length = 0; length < whole.length; length += length < 300 ? 1 : 97) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> PickleReader.read(FILE, part))
            .isInstanceOf(DataException.class)
            .hasMessageContaining(length == 0 ? "is empty" : "found");
      }
    }
  }

  @Test
  void read_bytesAfterTheEnd_refusedWithBothSizes() throws IOException {
    byte[] whole = resource("python2_protocol2.pickle");
    byte[] longer = Arrays.copyOf(whole, whole.length + 5);
    assertThatThrownBy(() -> PickleReader.read(FILE, longer))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a_batch: is too long: the pickle ends after "
                + whole.length
                + " bytes, found "
                + longer.length);
  }

  /** Whatever a byte is changed to, reading ends well or with a message. */
  @Test
  void read_anyByteChanged_neverAnythingButADataException() throws IOException {
    Random random = new Random(2);
    int refused = 0;
    for (String name : List.of("python2_protocol2", "python3_protocol2", "python3_protocol5")) {
      byte[] whole = resource(name + ".pickle");
      for (int i = 0; i < 500; i++) {
        byte[] changed = whole.clone();
        int at = i % 2 == 0 ? random.nextInt(350) : whole.length - 1 - random.nextInt(200);
        changed[at] = (byte) random.nextInt(256);
        DataFile file = new DataFile(Files.write(folder.resolve("changed"), changed));
        try {
          new CifarPickleReader("labels").read(file, 3, new CifarPictures(3, 10), 0);
        } catch (DataException e) {
          assertThat(e).hasMessageStartingWith(file.path().toString());
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  private void assertRefused(byte[] pickle, int records, String message) throws IOException {
    DataFile file = new DataFile(Files.write(folder.resolve("test_batch"), pickle));
    CifarPictures pictures = new CifarPictures(Math.max(records, 1), 10);
    assertThatThrownBy(() -> new CifarPickleReader("labels").read(file, records, pictures, 0))
        .isInstanceOf(DataException.class)
        .hasMessage(file.path() + message);
  }

  @Test
  void read_contentIsNotThatOfCifar_saysWhatWasExpected() throws IOException {
    byte[] whole = resource("python2_protocol2.pickle");
    assertRefused(whole, 4, ": data has shape [3, 3072], expected [4, 3072]");
    assertRefused(
        bytes("\u0080\u0002]."), 3, ": the pickle is not a dictionary with data and labels");
    assertRefused(bytes("\u0080\u0002}."), 3, ": data is missing or not an array");
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    assertRefused(
        bytes(text.replace("K\u0003K\tK\u0000e", "K\u0003K\te")),
        3,
        ": labels has 2 entries, expected 3");
    assertRefused(
        bytes(text.replace("K\u0003K\tK\u0000e", "K\u0003K\nK\u0000e")),
        3,
        ": record 1 (from 0) has label 10, expected 0..9");
    assertRefused(
        bytes(text.replace("K\u0003K\tK\u0000e", "K\u0003NK\u0000e")),
        3,
        ": record 1 (from 0) has a label that is not a whole number");
    assertRefused(bytes(text.replace("labels", "lapels")), 3, ": labels is missing or not a list");
    assertRefused(
        new byte[100_000],
        3,
        ": is too long: expected at most 93184 bytes for 3 records, found 100000");
  }
}
