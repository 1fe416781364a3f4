package org.recu.pytorch;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.recu.files.NamedFile;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleReader;
import org.recu.pickle.PickleText;

/**
 * The file format before PyTorch 1.6: five pickles (a magic number, the protocol, the system that
 * wrote it, the object, the keys of the storages), then each storage as an eight-byte count
 * followed by its elements. The numbers are little-endian whatever system wrote them.
 */
final class LegacyFormat implements OpenFile {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;

  private final Path path;
  private final ByteBuffer bytes;
  private final Storages storages = new Storages();
  private final PickleReader pickles;
  private Object content = List.of();

  private LegacyFormat(Path path, byte[] bytes) {
    this.path = path;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    pickles = new PickleReader(this.bytes, TorchNames.vocabulary(storages));
  }

  /**
   * Reads a file: the object, and the storages that it refers to as views of the file's bytes.
   *
   * @throws PyTorchException if the file is truncated, damaged, or not in this format
   */
  static LegacyFormat open(Path path) throws IOException {
    if (Files.size(path) > Integer.MAX_VALUE - Long.BYTES) {
      throw new PyTorchException(
          path, "has %d bytes, more than 2 GB in the legacy format".formatted(Files.size(path)));
    }
    OpenFile.requireMemory(path, Files.size(path));
    try {
      LegacyFormat format = new LegacyFormat(path, new NamedFile(path).bytes());
      format.read();
      return format;
    } catch (PickleException e) {
      throw new PyTorchException(path, e.getMessage(), e);
    }
  }

  private void read() throws IOException {
    Object magic = pickles.next();
    if (!MAGIC.equals(magic)) {
      throw wrong(
          WithoutWeights.rejection(magic)
              .orElse("a pickle, but not one that torch.save wrote: its magic number is missing"));
    }
    Object protocol = pickles.next();
    if (!Long.valueOf(PROTOCOL).equals(protocol)) {
      throw wrong("its protocol is not %d".formatted(PROTOCOL));
    }
    pickles.next(); // The system that wrote it.
    content = pickles.next();
    if (!(pickles.next() instanceof List<?> keys)) {
      throw wrong("corrupt: no list of storages follows the object");
    }
    bytes.position(pickles.position());
    for (Object key : keys) {
      fill(PickleText.of(key).orElseThrow(() -> wrong("corrupt: a storage's key is no text")));
    }
    for (Map.Entry<String, Storage> mentioned : storages.byKey().entrySet()) {
      if (!mentioned.getValue().filled()) {
        throw wrong(
            "corrupt: it holds no storage %s".formatted(PickleText.printable(mentioned.getKey())));
      }
    }
  }

  @Override
  public Object content() {
    return content;
  }

  @Override
  public void fill(Collection<Storage> needed) {
    // They are views of the file's bytes, which are in memory.
  }

  @Override
  public void close() {
    // The file was closed when it had been read.
  }

  private void fill(String key) throws PyTorchException {
    Storage storage = storages.byKey().get(key);
    if (storage == null) {
      throw wrong(
          "corrupt: it holds storage %s, which no tensor is in"
              .formatted(PickleText.printable(key)));
    }
    if (storage.filled()) {
      throw wrong("corrupt: it holds storage %s twice".formatted(PickleText.printable(key)));
    }
    if (bytes.remaining() < Long.BYTES) {
      throw truncated(Long.BYTES);
    }
    long elements = bytes.getLong();
    if (elements != storage.elements()) {
      throw wrong(
          "corrupt: storage %s has %d elements, expected %d"
              .formatted(PickleText.printable(key), elements, storage.elements()));
    }
    if (bytes.remaining() < storage.bytes()) {
      throw truncated(storage.bytes());
    }
    storage.fill(bytes.slice(bytes.position(), storage.bytes()));
    bytes.position(bytes.position() + storage.bytes());
  }

  private PyTorchException truncated(int expected) {
    return wrong(
        "truncated: expected %d bytes at byte %d, found %d"
            .formatted(expected, bytes.position(), bytes.remaining()));
  }

  private PyTorchException wrong(String what) {
    return new PyTorchException(path, what);
  }
}
