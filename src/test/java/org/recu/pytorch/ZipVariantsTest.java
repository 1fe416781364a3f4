package org.recu.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips that differ from what {@code torch.save} writes by default, and zips of other things. */
final class ZipVariantsTest {

  /** Size of the record at a zip's end, without a comment. */
  private static final int END_BYTES = 22;

  private static final float[] NUMBERS = {1.5f, -2, 3e-5f, 4};

  @TempDir private Path folder;

  /** The entries of a file of {@code torch.save}. */
  private Map<String, byte[]> entries;

  @BeforeEach
  void writeAndTakeApart() throws IOException {
    Path file = folder.resolve("plain.pth");
    TorchTensor tensor = TorchTensor.of(NUMBERS, List.of(4L));
    try (var out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, Map.of("state_dict", Map.of("weight", tensor)));
    }
    entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
  }

  private Path deflated() throws IOException {
    Path file = folder.resolve("deflated.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private static float[] numbers(Path file) throws IOException {
    return PyTorchFile.read(file).stateDict().get("weight").floats();
  }

  @Test
  void read_deflatedEntries_givesTheNumbers() throws IOException {
    assertThat(numbers(deflated())).containsExactly(NUMBERS);
  }

  @Test
  void read_bigEndianNumbers_givesTheNumbers() throws IOException {
    entries.put("archive/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
    ByteBuffer little =
        ByteBuffer.wrap(entries.get("archive/data/0")).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer big = ByteBuffer.allocate(little.remaining());
    while (little.hasRemaining()) {
      big.putInt(little.getInt());
    }
    entries.put("archive/data/0", big.array());
    assertThat(numbers(deflated())).containsExactly(NUMBERS);
  }

  @Test
  void read_withoutARecordOfTheByteOrder_isLittleEndian() throws IOException {
    entries.remove("archive/byteorder");
    assertThat(numbers(deflated())).containsExactly(NUMBERS);
    entries.put("archive/byteorder", "middle".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> numbers(deflated()))
        .isInstanceOf(PyTorchException.class)
        .hasMessageEndingWith(": its byte order is middle, expected little or big");
  }

  /** With {@code set_crc32_options(False)} PyTorch writes 0 for every checksum. */
  @Test
  void read_checksumsThatWereNotComputed_givesTheNumbers() throws IOException {
    byte[] zip = Files.readAllBytes(folder.resolve("plain.pth"));
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 30 < zip.length; i++) {
      if (bytes.getInt(i) == 0x04034b50) {
        bytes.putInt(i + 14, 0);
      } else if (bytes.getInt(i) == 0x02014b50) {
        bytes.putInt(i + 16, 0);
      }
    }
    assertThat(numbers(Files.write(folder.resolve("no_crc.pth"), zip))).containsExactly(NUMBERS);
  }

  /** As a file transfer may leave them; torch.load finds the end of the zip before them. */
  @ParameterizedTest
  @ValueSource(strings = {"0a", "00", "504b0506", "2d2d20656e64206f66206d657373616765202d2d0d0a"})
  void read_bytesAfterTheZip_givesTheNumbers(String bytes) throws IOException {
    Path file = folder.resolve("plain.pth");
    Files.write(file, HexFormat.of().parseHex(bytes), StandardOpenOption.APPEND);
    assertThat(numbers(file)).containsExactly(NUMBERS);
  }

  @Test
  void read_manyBytesAfterTheZip_givesTheNumbersAsFarAsTorchDoes() throws IOException {
    Path file = folder.resolve("plain.pth");
    Files.write(file, new byte[65_000], StandardOpenOption.APPEND);
    assertThat(numbers(file)).containsExactly(NUMBERS);
    Files.write(file, new byte[5_000], StandardOpenOption.APPEND);
    assertThatThrownBy(() -> numbers(file))
        .isInstanceOf(PyTorchException.class)
        .hasMessageStartingWith(file + ": truncated or damaged zip: ");
  }

  /** PyTorch finds the directory by its offset, wherever the record is that says it. */
  @ParameterizedTest
  @CsvSource({"1, 0", "50, 0", "70000, 0", "50, 100"})
  void read_bytesBetweenDirectoryAndEnd_givesTheNumbers(int between, int after) throws IOException {
    Path file = folder.resolve("plain.pth");
    byte[] zip = Files.readAllBytes(file);
    int end = zip.length - END_BYTES;
    Files.write(file, Arrays.copyOf(zip, end + between));
    Files.write(file, Arrays.copyOfRange(zip, end, zip.length + after), StandardOpenOption.APPEND);
    assertThat(numbers(file)).containsExactly(NUMBERS);
  }

  /** As in a file of more than 4 GB, whose offsets have 64 bits and a record of their own. */
  @ParameterizedTest
  @ValueSource(ints = {0, 50})
  void read_endOfALargeFile_givesTheNumbers(int between) throws IOException {
    Path file = folder.resolve("plain.pth");
    byte[] zip = Files.readAllBytes(file);
    int end = zip.length - END_BYTES;
    ByteBuffer old = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer large =
        ByteBuffer.allocate(end + between + 56 + 20 + END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    large.put(zip, 0, end).position(end + between);
    large.putInt(0x06064b50).putLong(44).putInt(0x1e001e).putLong(0);
    large.putLong(old.getShort(end + 8)).putLong(old.getShort(end + 10));
    large.putLong(old.getInt(end + 12)).putLong(old.getInt(end + 16));
    large.putInt(0x07064b50).putInt(0).putLong(end + between).putInt(1);
    large.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1);
    Files.write(file, large.array());
    assertThat(numbers(file)).containsExactly(NUMBERS);
  }

  /** A download that was appended to an older one: PyTorch takes the directory of the older. */
  @Test
  void read_twoZipsOfTheSameSize_givesTheNumbersOfTheFirst() throws IOException {
    Path file = folder.resolve("plain.pth");
    byte[] first = Files.readAllBytes(file);
    TorchTensor tensor = TorchTensor.of(new float[4], List.of(4L));
    try (var out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, Map.of("state_dict", Map.of("weight", tensor)));
    }
    byte[] second = Files.readAllBytes(file);
    assertThat(second).hasSameSizeAs(first);
    Files.write(file, first);
    Files.write(file, second, StandardOpenOption.APPEND);
    assertThat(numbers(file)).containsExactly(NUMBERS);
  }

  /** As some tools leave a zip to which they add a file again. */
  @Test
  void read_anEntryTwice_givesTheNumbersIfBothAreTheSame() throws IOException {
    byte[] numbers = entries.get("archive/data/0");
    assertThat(numbers(withAnother("archive/data/0", numbers))).containsExactly(NUMBERS);
    assertThatThrownBy(() -> numbers(withAnother("archive/data/0", new byte[numbers.length])))
        .isInstanceOf(PyTorchException.class)
        .hasMessageEndingWith(": the zip holds archive/data/0 twice");
  }

  private Path withAnother(String name, byte[] content) throws IOException {
    Path file = folder.resolve("twice.pth");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        add(zip, entry.getKey(), entry.getValue());
      }
      add(zip, name, content);
    }
    return file;
  }

  private static void add(ZipArchiveOutputStream zip, String name, byte[] content)
      throws IOException {
    zip.putArchiveEntry(new ZipArchiveEntry(name));
    zip.write(content);
    zip.closeArchiveEntry();
  }

  /** Numbers that the weights do not need are not read: here 64 MB that deflate to little. */
  @Test
  @Timeout(60)
  void read_entriesThatNobodyNeeds_costNothing() throws IOException {
    Path file = deflated();
    Path larger = folder.resolve("larger.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(larger));
        InputStream in = Files.newInputStream(file);
        ZipInputStream old = new ZipInputStream(in)) {
      for (ZipEntry entry = old.getNextEntry(); entry != null; entry = old.getNextEntry()) {
        zip.putNextEntry(new ZipEntry(entry.getName()));
        old.transferTo(zip);
      }
      zip.putNextEntry(new ZipEntry("archive/data/1"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }
    assertThat(numbers(larger)).containsExactly(NUMBERS);
  }

  /** A size that deflate cannot reach from so few bytes is a lie. */
  @Test
  void read_sizeThatIsImpossible_isRefusedBeforeItCostsMemory() throws IOException {
    byte[] zip = Files.readAllBytes(deflated());
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 46 < zip.length; i++) {
      if (bytes.getInt(i) == 0x02014b50) {
        bytes.putInt(i + 24, 2_000_000_000);
      }
    }
    Path file = Files.write(folder.resolve("lie.pth"), zip);
    assertThatThrownBy(() -> PyTorchFile.read(file))
        .isInstanceOf(PyTorchException.class)
        .hasMessage(file + ": damaged zip: its entries claim more bytes than the file has");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.json model.weights.h5 | is a Keras model (it holds model.weights.h5), expected a",
        "m/saved_model.pb m/x | is a zip of a SavedModel (it holds m/saved_model.pb), expected a",
        "a.npy b.npy | is a file of numpy.savez (it holds a.npy), expected a PyTorch file",
        "x/model.pth | is a zip of a PyTorch file, to be unpacked first (it holds x/model.pth)",
        "a.txt b c d | a zip with 0 entries NAME/data.pkl, expected one, as torch.save writes it; it"
            + " holds a.txt, b, c and 1 more",
        "p/data.pkl p/constants.pkl p/code/a.py | is a TorchScript archive (torch.jit.save)",
      })
  void read_zipOfSomethingElse_saysOfWhat(String names, String message) throws IOException {
    entries.clear();
    for (String name : names.split(" ", -1)) {
      entries.put(name, new byte[1]);
    }
    Path file = deflated();
    assertThatThrownBy(() -> PyTorchFile.read(file))
        .isInstanceOf(PyTorchException.class)
        .hasMessageStartingWith(file + ": " + message);
  }

  /** 64 MB of zeros, which the weights do need. */
  @Test
  void read_weightsThatUnpackToFarMoreThanTheFile_areRefusedByTheHeader() throws IOException {
    Path bomb = folder.resolve("bomb.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("a/data.pkl"));
      zip.write(
          ("\u0080\2}X\1\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storage"
                  + "ctorch\nFloatStorage\nX\1\0\0\0000X\3\0\0\0cpuJ\0\0\0\1tQ"
                  + "K\0J\0\0\0\1\u0085K\1\u0085\u0089NtRs.")
              .getBytes(StandardCharsets.ISO_8859_1));
      zip.putNextEntry(new ZipEntry("a/data/0"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }
    assertThatThrownBy(() -> PyTorchFile.read(bomb))
        .isInstanceOf(PyTorchException.class)
        .hasMessage(
            bomb
                + ": a/data/0 would unpack to 67108864 bytes, with the others more than 32 times"
                + " the file's size: a decompression bomb");
  }
}
