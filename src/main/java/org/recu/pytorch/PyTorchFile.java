package org.recu.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.pickle.PickleText;

/**
 * The weights in a file written by {@code torch.save}: a state dict, or a dictionary that contains
 * one under {@code state_dict}, as the published program writes, or under {@code model}.
 *
 * @param path of the file
 * @param stateDict tensors by name in the file's order, without the prefix {@code module.} that
 *     DataParallel adds to every name
 * @param notes the dictionary's other entries that are text or numbers (String, Long, Double or
 *     Boolean), such as {@code epoch} and {@code best_prec1}
 */
public record PyTorchFile(
    Path path, Map<String, TorchTensor> stateDict, Map<String, Object> notes) {

  private static final String PARALLEL = "module.";
  private static final List<String> HOLDERS = List.of("state_dict", "model");
  private static final int ZIP = 0x504b0304;

  /** First byte of a pickle of protocol 2 or later. */
  private static final byte PICKLE = (byte) 0x80;

  public PyTorchFile {
    stateDict = Collections.unmodifiableMap(new LinkedHashMap<>(stateDict));
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }

  /**
   * Reads a file of either format.
   *
   * @throws PyTorchException if it is not such a file, is truncated or damaged, contains no state
   *     dict, or names anything but tensors and plain data
   * @throws IOException if it cannot be read
   */
  public static PyTorchFile read(Path path) throws IOException {
    byte[] start = start(path);
    Object content;
    if (start.length == Integer.BYTES && ByteBuffer.wrap(start).getInt() == ZIP) {
      content = ZipFormat.read(path);
    } else if (start.length > 0 && start[0] == PICKLE) {
      content = LegacyFormat.read(path);
    } else {
      throw new PyTorchException(
          path,
          start.length == 0
              ? "is empty, expected a PyTorch file"
              : "is no PyTorch file: expected a zip or a pickle, found bytes %s"
                  .formatted(HexFormat.ofDelimiter(" ").formatHex(start)));
    }
    if (!(content instanceof Map<?, ?> top)) {
      throw new PyTorchException(path, "holds no dictionary, expected a state dict");
    }
    return of(path, top);
  }

  private static byte[] start(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(Integer.BYTES);
    }
  }

  private static PyTorchFile of(Path path, Map<?, ?> top) throws PyTorchException {
    for (String holder : HOLDERS) {
      if (top.get(holder) instanceof Map<?, ?> held) {
        return new PyTorchFile(path, tensors(path, held), notes(top));
      }
    }
    return new PyTorchFile(path, tensors(path, top), Map.of());
  }

  private static Map<String, TorchTensor> tensors(Path path, Map<?, ?> stateDict)
      throws PyTorchException {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    stateDict.forEach(
        (name, value) -> {
          if (name instanceof String text && value instanceof TorchTensor tensor) {
            tensors.put(text, tensor);
          }
        });
    if (tensors.isEmpty()) {
      throw new PyTorchException(path, "holds no tensors by name, expected a state dict");
    }
    if (!tensors.keySet().stream().allMatch(name -> name.startsWith(PARALLEL))) {
      return tensors;
    }
    Map<String, TorchTensor> plain = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> plain.put(name.substring(PARALLEL.length()), tensor));
    return plain;
  }

  private static Map<String, Object> notes(Map<?, ?> top) {
    Map<String, Object> notes = new LinkedHashMap<>();
    top.forEach(
        (name, value) -> {
          if (name instanceof String text) {
            note(value).ifPresent(note -> notes.put(text, note));
          }
        });
    return notes;
  }

  private static Optional<Object> note(Object value) {
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return Optional.of(value);
    }
    // A metric computed on a GPU is saved as a tensor.
    if (value instanceof TorchTensor tensor && tensor.size() == 1) {
      return Optional.of(tensor.number());
    }
    return PickleText.of(value).map(PickleText::printable);
  }
}
