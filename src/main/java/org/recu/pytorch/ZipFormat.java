package org.recu.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleReader;
import org.recu.pickle.PickleText;

/**
 * The file format since PyTorch 1.6: an uncompressed zip with the pickle in {@code NAME/data.pkl}
 * and one storage each in {@code NAME/data/KEY}.
 */
final class ZipFormat {

  private static final String PICKLE = "data.pkl";

  private final Path path;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();

  private ZipFormat(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /**
   * Reads the pickle and the storages that it refers to.
   *
   * @throws PyTorchException if the file is truncated, damaged, or not in this format
   */
  static Object read(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8)) {
      return new ZipFormat(path, zip).read();
    } catch (ZipException | IllegalArgumentException e) {
      // IllegalArgumentException is thrown for entry names that are not valid text.
      throw new PyTorchException(path, "truncated or damaged zip: " + e.getMessage(), e);
    }
  }

  private Object read() throws IOException {
    list();
    List<String> pickles =
        entries.keySet().stream().filter(name -> name.matches("[^/]+/data\\.pkl")).toList();
    if (pickles.size() != 1) {
      throw wrong(
          "a zip with %d entries NAME/%s, expected one, as torch.save writes it"
              .formatted(pickles.size(), PICKLE));
    }
    String folder = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    requireLittleEndian(folder + "byteorder");
    Storages storages = new Storages();
    Object content;
    try {
      content = PickleReader.readAll(bytes(pickles.get(0)), TorchNames.vocabulary(storages));
    } catch (PickleException e) {
      throw new PyTorchException(path, e.getMessage(), e);
    }
    for (Map.Entry<String, Storage> mentioned : storages.byKey().entrySet()) {
      fill(mentioned.getValue(), folder + "data/" + mentioned.getKey());
    }
    return content;
  }

  /**
   * Lists the entries by name. Together they must not be longer than the file, which bounds memory.
   */
  private void list() throws IOException {
    long room = Files.size(path);
    for (ZipEntry entry : zip.stream().toList()) {
      if (entries.put(entry.getName(), entry) != null) {
        throw wrong("the zip holds %s twice".formatted(printable(entry.getName())));
      }
      if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
        throw wrong(
            "%s is compressed, expected it stored plain, as torch.save does"
                .formatted(printable(entry.getName())));
      }
      room -= entry.getSize();
      if (room < 0) {
        throw wrong("damaged zip: its entries claim more bytes than the file has");
      }
    }
  }

  private void requireLittleEndian(String name) throws IOException {
    if (entries.containsKey(name)
        && !StandardCharsets.US_ASCII.decode(bytes(name)).toString().equals("little")) {
      throw wrong("its numbers are big-endian, expected little-endian");
    }
  }

  private void fill(Storage storage, String name) throws IOException {
    if (!entries.containsKey(name)) {
      throw wrong("the zip lacks %s, which its pickle refers to".formatted(printable(name)));
    }
    long found = entries.get(name).getSize();
    if (found != storage.bytes()) {
      throw wrong(
          "%s has %d bytes, expected %d: %d of %s"
              .formatted(
                  printable(name), found, storage.bytes(), storage.elements(), storage.type()));
    }
    storage.fill(bytes(name));
  }

  private ByteBuffer bytes(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    if (entry.getSize() > Integer.MAX_VALUE - Long.BYTES) {
      throw wrong("%s has %d bytes, more than 2 GB".formatted(printable(name), entry.getSize()));
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) entry.getSize());
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    if (bytes.length != entry.getSize() || checksum.getValue() != entry.getCrc()) {
      throw wrong(
          "%s is damaged: its CRC-32 is %08x, %08x was written"
              .formatted(printable(name), checksum.getValue(), entry.getCrc()));
    }
    return ByteBuffer.wrap(bytes);
  }

  private PyTorchException wrong(String what) {
    return new PyTorchException(path, what);
  }

  private static String printable(String name) {
    return PickleText.printable(name);
  }
}
