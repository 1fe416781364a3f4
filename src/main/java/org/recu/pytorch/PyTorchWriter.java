package org.recu.pytorch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.recu.pickle.PickleWriter;

/**
 * Writes a dictionary as {@code torch.save} does in the zip format. {@code torch.load} can read it,
 * even with {@code weights_only}. Equal content gives equal bytes.
 */
public final class PyTorchWriter {

  private static final String FOLDER = "archive/";

  /** Version of the format, as PyTorch numbers it. */
  private static final String VERSION = "3\n";

  /** PyTorch aligns the bytes of every entry to a multiple of this, so that they can be mapped. */
  private static final int ALIGNMENT = 64;

  private static final int LOCAL_HEADER = 30;
  private static final int EXTRA_HEADER = 4;

  /** Tag of the extra field with which PyTorch pads. */
  private static final short PADDING = 0x4246;

  /** The earliest time that a zip can represent. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final PickleWriter.Name ORDERED_DICTIONARY =
      new PickleWriter.Name("collections", "OrderedDict");

  private final Counted counted;
  private final ZipOutputStream zip;
  private final List<StridedTensor> storages = new ArrayList<>();

  private PyTorchWriter(OutputStream out) {
    counted = new Counted(out);
    zip = new ZipOutputStream(counted, StandardCharsets.UTF_8);
    zip.setMethod(ZipOutputStream.STORED);
  }

  /**
   * Writes a dictionary.
   *
   * @param out destination; left open
   * @param content values by name: String, Long, Double or Boolean, or a Map from names to tensors
   *     created by {@link TorchTensor#of}, which becomes an OrderedDict
   */
  public static void write(OutputStream out, Map<String, ?> content) throws IOException {
    PyTorchWriter writer = new PyTorchWriter(out);
    Map<String, Object> pickled = new LinkedHashMap<>();
    content.forEach(
        (name, value) ->
            pickled.put(name, value instanceof Map<?, ?> map ? writer.stateDict(map) : value));
    writer.entry("data.pkl", ByteBuffer.wrap(PickleWriter.write(pickled)));
    writer.entry("byteorder", text("little"));
    for (int i = 0; i < writer.storages.size(); i++) {
      writer.entry("data/" + i, writer.storages.get(i).bytes());
    }
    writer.entry("version", text(VERSION));
    writer.zip.finish();
  }

  private PickleWriter.Call stateDict(Map<?, ?> tensors) {
    Map<Object, Object> items = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> items.put(name, tensor((StridedTensor) tensor)));
    return new PickleWriter.Call(ORDERED_DICTIONARY, List.of(), items);
  }

  private PickleWriter.Call tensor(StridedTensor tensor) {
    PickleWriter.Outside storage =
        new PickleWriter.Outside(
            List.of(
                "storage",
                new PickleWriter.Name("torch", tensor.type().storageClass()),
                Integer.toString(storages.size()),
                "cpu",
                (long) tensor.size()));
    storages.add(tensor);
    PickleWriter.Call noHooks = new PickleWriter.Call(ORDERED_DICTIONARY, List.of(), Map.of());
    return new PickleWriter.Call(
        new PickleWriter.Name("torch._utils", "_rebuild_tensor_v2"),
        List.of(storage, 0L, tensor.shape(), TorchTensor.rowMajor(tensor.shape()), false, noHooks),
        Map.of());
  }

  private void entry(String name, ByteBuffer content) throws IOException {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(FOLDER + name);
    entry.setTimeLocal(NO_TIME);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(checksum.getValue());
    entry.setExtra(padding(entry.getName().length()));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private byte[] padding(int nameLength) {
    long start = counted.count + LOCAL_HEADER + nameLength + EXTRA_HEADER;
    int length = (int) Math.floorMod(-start, (long) ALIGNMENT);
    return ByteBuffer.allocate(EXTRA_HEADER + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(PADDING)
        .putShort((short) length)
        .array();
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Counts the bytes written. */
  private static final class Counted extends FilterOutputStream {

    private long count;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
