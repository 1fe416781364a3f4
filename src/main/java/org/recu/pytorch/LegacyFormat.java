package org.recu.pytorch;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleReader;
import org.recu.pickle.PickleText;

/**
 * The file format before PyTorch 1.6: five pickles (a magic number, the protocol, the system that
 * wrote it, the object, the keys of the storages), then each storage as an eight-byte count
 * followed by its elements.
 */
final class LegacyFormat {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;

  private final Path path;
  private final ByteBuffer bytes;
  private final Storages storages = new Storages();
  private final PickleReader pickles;

  private LegacyFormat(Path path, byte[] bytes) {
    this.path = path;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    pickles = new PickleReader(this.bytes, TorchNames.vocabulary(storages));
  }

  /**
   * Reads the object and the storages that it refers to.
   *
   * @throws PyTorchException if the file is truncated, damaged, or not in this format
   */
  static Object read(Path path) throws IOException {
    if (Files.size(path) > Integer.MAX_VALUE - Long.BYTES) {
      throw new PyTorchException(
          path, "has %d bytes, more than 2 GB in the legacy format".formatted(Files.size(path)));
    }
    try {
      return new LegacyFormat(path, Files.readAllBytes(path)).read();
    } catch (PickleException e) {
      throw new PyTorchException(path, e.getMessage(), e);
    }
  }

  private Object read() throws IOException {
    if (!MAGIC.equals(pickles.next())) {
      throw wrong("a pickle, but not one that torch.save wrote: its magic number is missing");
    }
    Object protocol = pickles.next();
    if (!Long.valueOf(PROTOCOL).equals(protocol)) {
      throw wrong("its protocol is not %d".formatted(PROTOCOL));
    }
    Object system = pickles.next();
    if (!(system instanceof Map<?, ?> facts) || !Boolean.TRUE.equals(facts.get("little_endian"))) {
      throw wrong("its numbers are big-endian, expected little-endian");
    }
    Object content = pickles.next();
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
    return content;
  }

  private void fill(String key) throws PyTorchException {
    Storage storage = storages.byKey().get(key);
    if (storage == null) {
      throw wrong(
          "corrupt: it holds storage %s, which no tensor is in"
              .formatted(PickleText.printable(key)));
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
