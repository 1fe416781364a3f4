package org.recu.pytorch;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleText;

/**
 * The file format of safetensors: eight bytes of header length (little-endian), a JSON header with
 * type, shape and place of every tensor, and their numbers one after another, little-endian.
 */
final class SafetensorsFormat implements OpenFile {

  /** The longest header that the format allows. */
  private static final long LONGEST_HEADER = 100_000_000;

  private final Path path;
  private final FileChannel file;

  /** Where in the file the numbers of a storage begin, for every storage. */
  private final Map<Storage, Long> places = new LinkedHashMap<>();

  private final Map<String, Object> content = new LinkedHashMap<>();

  private SafetensorsFormat(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /** Whether a file begins like one of this format: a length, then the JSON of an object. */
  static boolean isStart(byte[] start) {
    if (start.length <= Long.BYTES || start[Long.BYTES] != '{') {
      return false;
    }
    long header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return header > 1 && header <= LONGEST_HEADER;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws PyTorchException if the file is truncated, damaged, or not in this format
   */
  static SafetensorsFormat open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path);
    SafetensorsFormat format = new SafetensorsFormat(path, file);
    boolean whole = false;
    try {
      format.read();
      whole = true;
    } catch (JsonProcessingException e) {
      throw new PyTorchException(
          path, "damaged safetensors header: " + PickleText.printable(e.getOriginalMessage()), e);
    } catch (PickleException e) {
      String what = e.getMessage().replaceFirst("^corrupt pickle", "damaged safetensors");
      throw new PyTorchException(path, what, e);
    } finally {
      if (!whole) {
        file.close();
      }
    }
    return format;
  }

  private void read() throws IOException {
    long length = bytes(0, Long.BYTES).getLong();
    long data = Long.BYTES + length;
    if (data > file.size()) {
      throw wrong(
          "truncated safetensors: expected a header of %d bytes, found %d"
              .formatted(length, file.size() - Long.BYTES));
    }
    OpenFile.requireMemory(path, length);
    String json = StandardCharsets.UTF_8.decode(bytes(Long.BYTES, (int) length)).toString();
    SafetensorsHeader header = SafetensorsHeader.parse(json);
    if (header.entries().isEmpty()) {
      throw wrong("is a safetensors file without tensors, expected weights");
    }
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    long end = 0;
    for (SafetensorsHeader.Entry entry : header.inFileOrder()) {
      if (entry.begin() != end) {
        throw wrong(
            "damaged safetensors: the numbers of %s begin at byte %d, expected %d"
                .formatted(PickleText.printable(entry.name()), entry.begin(), end));
      }
      end = entry.end();
      tensors.put(entry.name(), tensor(entry, data));
    }
    if (data + end != file.size()) {
      throw wrong(
          "%s safetensors: expected %d bytes, found %d"
              .formatted(
                  data + end > file.size() ? "truncated" : "damaged", data + end, file.size()));
    }
    content.putAll(header.metadata());
    content.put("state_dict", inHeaderOrder(header, tensors));
  }

  /** The tensors as the header lists them, which need not be the order of their numbers. */
  private static Map<String, TorchTensor> inHeaderOrder(
      SafetensorsHeader header, Map<String, TorchTensor> tensors) {
    Map<String, TorchTensor> ordered = new LinkedHashMap<>();
    header.entries().forEach(entry -> ordered.put(entry.name(), tensors.get(entry.name())));
    return ordered;
  }

  private TorchTensor tensor(SafetensorsHeader.Entry entry, long data) throws IOException {
    List<Long> shape = TorchTensor.numbers(entry.shape());
    if (entry.type().isEmpty()) {
      return new ValuelessTensor(
          ElementType.OTHER, shape, "of type " + PickleText.printable(entry.dtype()));
    }
    ElementType type = entry.type().get();
    long bytes = entry.end() - entry.begin();
    Storage storage = new Storage(type, bytes / type.bytes());
    StridedTensor tensor =
        StridedTensor.over(new StorageView(storage), 0, shape, TorchTensor.rowMajor(shape));
    if ((long) tensor.size() * type.bytes() != bytes) {
      throw wrong(
          "damaged safetensors: %s has %d bytes, expected %s of %s"
              .formatted(
                  PickleText.printable(entry.name()), bytes, tensor.shapeText(), entry.dtype()));
    }
    places.put(storage, data + entry.begin());
    return tensor;
  }

  @Override
  public Object content() {
    return content;
  }

  @Override
  public void fill(Collection<Storage> needed) throws IOException {
    OpenFile.requireMemory(path, needed.stream().mapToLong(Storage::bytes).sum());
    for (Map.Entry<Storage, Long> place : places.entrySet()) {
      if (needed.contains(place.getKey())) {
        place.getKey().fill(bytes(place.getValue(), place.getKey().bytes()));
      }
    }
  }

  private ByteBuffer bytes(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw wrong("has become shorter while it was read");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private PyTorchException wrong(String what) {
    return new PyTorchException(path, what);
  }
}
