package org.recu.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.data.DataException;
import org.recu.data.DataFile;
import org.recu.data.Pixels;
import org.recu.data.Split;

final class CifarPickleReaderTest {
  private static final List<Integer> LABELS = List.of(3, 9, 0);

  @TempDir Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream input = CifarPickleReaderTest.class.getResourceAsStream("/data/" + name)) {
      return input.readAllBytes();
    }
  }

  /** Each char a byte. */
  private static byte[] bytes(String pickle) {
    return pickle.getBytes(StandardCharsets.ISO_8859_1);
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
    CifarImages images = new CifarImages(3, 10);
    new CifarPickleReader("labels").read(file, 3, images, 0);
    CifarImages fine = new CifarImages(3, 100);
    new CifarPickleReader("fine_labels").read(file, 3, fine, 0);
    assertThat(fine.split().label(0)).isEqualTo(99);

    Split<Pixels> split = images.split();
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
          new CifarPickleReader("labels").read(file, 3, new CifarImages(3, 10), 0);
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
    CifarImages images = new CifarImages(Math.max(records, 1), 10);
    assertThatThrownBy(() -> new CifarPickleReader("labels").read(file, records, images, 0))
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

  @Test
  void read_pixelsOfAnotherType_saysWhich() throws IOException {
    String text =
        new String(resource("python3_protocol4.pickle"), StandardCharsets.ISO_8859_1)
            .replace("\u0002u1", "\u0002i1");
    assertRefused(bytes(text), 3, ": data is of type i1, expected uint8 (u1)");
  }

  @Test
  void read_pickleThatIsMoreThanData_refusedWithTheNameAndTheFile() throws IOException {
    assertRefused(
        bytes("\u0080\u0002cos\nsystem\nU\u0004echo\u0085R."),
        3,
        ": the pickle names os.system, expected plain data and numpy arrays only;"
            + " nothing of it was run");
  }
}
