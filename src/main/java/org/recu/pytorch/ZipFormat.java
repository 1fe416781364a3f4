package org.recu.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleReader;
import org.recu.pickle.PickleText;

/**
 * The file format since PyTorch 1.6: a zip with the pickle in {@code NAME/data.pkl} and one storage
 * each in {@code NAME/data/KEY}. PyTorch stores the entries plain; they may be deflated, too.
 *
 * <p>Bytes after the zip, as a file transfer may add, are passed over as PyTorch does, and as
 * {@code java.util.zip} does not: the end is looked for in the last 64 KiB. So are bytes between
 * the directory and its end.
 */
final class ZipFormat implements OpenFile {

  private static final String PICKLE = "data.pkl";

  /** Deflate makes no more than 1032 bytes of one; a little is left for the last block. */
  private static final long MOST_INFLATED = 1032;

  /**
   * How often its own size may be read from a file, beyond {@link #SPARE_BYTES}. PyTorch does not
   * compress at all, and weights hardly shrink.
   */
  private static final long MOST_READ = 32;

  /** Enough for a small network of zeros. */
  private static final long SPARE_BYTES = 1 << 24;

  private final Path path;
  private final ZipFile zip;
  private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();
  private final Storages storages = new Storages();

  /** Bytes that may still be unpacked. */
  private long readable;

  /** Start of the names of all entries. */
  private String folder = "";

  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private Object content = List.of();

  private ZipFormat(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /**
   * Opens a file and reads its pickle.
   *
   * @throws PyTorchException if the file is truncated, damaged, or not in this format
   */
  static ZipFormat open(Path path) throws IOException {
    try {
      ZipFile zip = opened(path);
      ZipFormat format = new ZipFormat(path, zip);
      boolean whole = false;
      try {
        format.read();
        whole = true;
      } finally {
        if (!whole) {
          zip.close();
        }
      }
      return format;
    } catch (PyTorchException | FileSystemException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      // IllegalArgumentException is thrown for fields that contradict each other.
      throw damaged(path, e);
    }
  }

  private static ZipFile opened(Path path) throws IOException {
    // Any bytes are a name in Latin-1. PyTorch names the folder after the file, in any encoding.
    ZipFile.Builder builder =
        ZipFile.builder().setCharset(StandardCharsets.ISO_8859_1).setIgnoreLocalFileHeader(true);
    FileChannel file = FileChannel.open(path);
    boolean used = false;
    try {
      ZipEnd end = ZipEnd.of(file);
      if (!end.hasGap(file)) {
        return builder.setPath(path).get();
      }
      ZipFile zip = builder.setSeekableByteChannel(new ClosedZip(file, end)).get();
      used = true;
      return zip;
    } finally {
      if (!used) {
        file.close();
      }
    }
  }

  private static PyTorchException damaged(Path path, Exception e) {
    String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
    return new PyTorchException(path, "truncated or damaged zip: " + why, e);
  }

  private void read() throws IOException {
    list();
    List<String> pickles =
        entries.keySet().stream().filter(name -> name.matches("[^/]+/data\\.pkl")).toList();
    if (pickles.size() != 1 || ForeignZip.isTorchScript(entries.keySet())) {
      throw wrong(ForeignZip.describe(entries.keySet(), pickles.size()));
    }
    folder = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    order = byteOrder(folder + "byteorder");
    try {
      content = PickleReader.readAll(bytes(pickles.get(0)), TorchNames.vocabulary(storages));
    } catch (PickleException e) {
      throw new PyTorchException(path, e.getMessage(), e);
    }
    for (Map.Entry<String, Storage> mentioned : storages.byKey().entrySet()) {
      requireSize(mentioned.getValue(), entryName(mentioned.getKey()));
    }
  }

  /**
   * Lists the entries by name. What they claim to hold must be possible for a file of this size.
   */
  private void list() throws IOException {
    long room = Files.size(path);
    readable = room * MOST_READ + SPARE_BYTES;
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      ZipArchiveEntry other = entries.put(entry.getName(), entry);
      if (other != null && !isSame(entry, other)) {
        throw wrong("the zip holds %s twice".formatted(printable(entry.getName())));
      }
      long packed = entry.getCompressedSize();
      boolean plain = entry.getMethod() == ZipArchiveEntry.STORED;
      room -= packed;
      // Sizes of 64 bits may come out negative.
      if (packed < 0
          || entry.getSize() < 0
          || room < 0
          || entry.getSize() > (plain ? packed : (packed + 1) * MOST_INFLATED)) {
        throw wrong("damaged zip: its entries claim more bytes than the file has");
      }
    }
  }

  /** Whether two entries have the same content, by their checksums. */
  private static boolean isSame(ZipArchiveEntry one, ZipArchiveEntry other) {
    return one.getCrc() != 0 && one.getCrc() == other.getCrc() && one.getSize() == other.getSize();
  }

  private ByteOrder byteOrder(String name) throws IOException {
    String written =
        entries.containsKey(name)
            ? StandardCharsets.US_ASCII.decode(bytes(name)).toString()
            : "little";
    return switch (written) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw wrong("its byte order is %s, expected little or big".formatted(printable(written)));
    };
  }

  private String entryName(String key) {
    return folder + "data/" + key;
  }

  private void requireSize(Storage storage, String name) throws PyTorchException {
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
  }

  @Override
  public Object content() {
    return content;
  }

  @Override
  public void fill(Collection<Storage> needed) throws IOException {
    OpenFile.requireMemory(path, needed.stream().mapToLong(Storage::bytes).sum());
    try {
      for (Map.Entry<String, Storage> mentioned : storages.byKey().entrySet()) {
        if (needed.contains(mentioned.getValue())) {
          mentioned.getValue().fill(bytes(entryName(mentioned.getKey())), order);
        }
      }
    } catch (PyTorchException | FileSystemException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(path, e);
    }
  }

  private ByteBuffer bytes(String name) throws IOException {
    ZipArchiveEntry entry = entries.get(name);
    if (entry.getSize() > Integer.MAX_VALUE - Long.BYTES) {
      throw wrong("%s has %d bytes, more than 2 GB".formatted(printable(name), entry.getSize()));
    }
    OpenFile.requireMemory(path, entry.getSize());
    readable -= entry.getSize();
    if (readable < 0) {
      throw wrong(
          "%s would unpack to %d bytes, with the others more than %d times the file's size: a decompression bomb"
              .formatted(printable(name), entry.getSize(), MOST_READ));
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) entry.getSize());
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    // PyTorch can be told not to compute checksums; they are 0 then.
    boolean same = entry.getCrc() == 0 || checksum.getValue() == entry.getCrc();
    if (bytes.length != entry.getSize() || !same) {
      throw wrong(
          "%s is damaged: its CRC-32 is %08x, %08x was written"
              .formatted(printable(name), checksum.getValue(), entry.getCrc()));
    }
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private PyTorchException wrong(String what) {
    return new PyTorchException(path, what);
  }

  private static String printable(String name) {
    return PickleText.printable(name);
  }
}
