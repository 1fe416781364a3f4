package org.recu.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recu.files.FileError;
import org.recu.files.NamedFile;
import org.recu.pickle.PickleText;

/**
 * The weights in a file written by {@code torch.save}, or in a safetensors file: a state dict, or a
 * dictionary that contains one under {@code state_dict}, as the published program writes, or under
 * another of the usual keys.
 *
 * @param path of the file
 * @param part the keys that lead to the state dict, joined by dots; empty if it is the whole
 *     content
 * @param stateDict tensors by name in the file's order, without a prefix that DataParallel and the
 *     like add to every name
 * @param notes the dictionary's other entries that are text or numbers (String, Long, Double or
 *     Boolean), such as {@code epoch} and {@code best_prec1}
 * @param remark which part of the file was taken, if that is not the only or the usual one
 */
public record PyTorchFile(
    Path path,
    String part,
    Map<String, TorchTensor> stateDict,
    Map<String, Object> notes,
    Optional<String> remark) {

  private static final int ZIP = 0x504b0304;

  /** First byte of a pickle of protocol 2 or later. */
  private static final byte PICKLE = (byte) 0x80;

  /** Keys that need no remark. */
  private static final Set<String> PLAIN = Set.of("", "state_dict", "model");

  /** Prefixes that need no remark: DataParallel's, which the published program adds. */
  private static final Set<String> PLAIN_PREFIXES = Set.of("", "module.");

  /** Number of tensors that are named when a file is described. */
  private static final int NAMED = 3;

  public PyTorchFile {
    stateDict = Collections.unmodifiableMap(new LinkedHashMap<>(stateDict));
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }

  /**
   * Reads a file of any of the formats.
   *
   * @throws PyTorchException if it is not such a file, is truncated or damaged, or contains no
   *     state dict
   * @throws IOException if it cannot be read
   */
  public static PyTorchFile read(Path path) throws IOException {
    ForeignFile.requireRegular(path);
    byte[] start;
    try (InputStream in = new NamedFile(path).input()) {
      start = in.readNBytes(ForeignFile.START);
    }
    try (OpenFile file = open(path, start)) {
      return of(path, file);
    } catch (PyTorchException e) {
      throw e;
    } catch (IOException e) {
      throw FileError.at(path, e);
    }
  }

  private static OpenFile open(Path path, byte[] start) throws IOException {
    if (SafetensorsFormat.isStart(start)) {
      return SafetensorsFormat.open(path);
    }
    if (start.length >= Integer.BYTES && ByteBuffer.wrap(start).getInt() == ZIP) {
      return ZipFormat.open(path);
    }
    if (start.length > 0 && start[0] == PICKLE) {
      return LegacyFormat.open(path);
    }
    throw new PyTorchException(path, ForeignFile.describe(path, start));
  }

  private static PyTorchFile of(Path path, OpenFile file) throws IOException {
    Object content = file.content();
    TensorGroups groups = TensorGroups.of(content);
    TensorGroup taken =
        groups
            .weights()
            .orElseThrow(() -> new PyTorchException(path, WithoutWeights.describe(content)));
    Map<?, ?> top = content instanceof Map<?, ?> map && !taken.keys().isEmpty() ? map : Map.of();
    Set<Storage> needed = new LinkedHashSet<>();
    taken.tensors().values().forEach(tensor -> need(tensor, needed));
    top.values().forEach(value -> need(value, needed));
    file.fill(needed);
    String prefix = NamePrefix.of(taken.tensors());
    return new PyTorchFile(
        path,
        taken.name(),
        NamePrefix.removed(prefix, taken.tensors()),
        notes(top),
        remark(groups, taken, prefix).map(text -> path + ": " + text));
  }

  private static void need(Object value, Set<Storage> needed) {
    if (value instanceof StridedTensor tensor) {
      needed.add(tensor.storage());
    }
  }

  private static Optional<String> remark(TensorGroups groups, TensorGroup taken, String prefix) {
    String others = groups.othersThan(taken);
    if (others.isEmpty() && PLAIN.contains(taken.name()) && PLAIN_PREFIXES.contains(prefix)) {
      return Optional.empty();
    }
    StringBuilder remark = new StringBuilder("took the " + taken.count());
    remark.append(" of ").append(taken.keys().isEmpty() ? "the top level" : taken.name());
    remark.append(taken.isAverage() ? " (an average of the weights over training)" : "");
    remark.append(prefix.isEmpty() ? "" : ", without the prefix " + prefix);
    remark.append(others.isEmpty() ? "" : "; did not take " + others);
    return Optional.of(remark.toString());
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
    if (value instanceof TorchTensor tensor && tensor.obstacle().isEmpty() && tensor.size() == 1) {
      return Optional.of(tensor.number());
    }
    return PickleText.of(value).map(PickleText::printable);
  }

  /**
   * What the file holds, in a few words: the number of tensors, where they are, and the first of
   * them, such as {@code 2 tensors under net: a (3, 2), b (2)}.
   */
  public String holding() {
    String count = stateDict.size() == 1 ? "1 tensor" : stateDict.size() + " tensors";
    return stateDict.entrySet().stream()
        .limit(NAMED)
        .map(entry -> PickleText.printable(entry.getKey()) + " " + entry.getValue().shapeText())
        .collect(
            Collectors.joining(
                ", ",
                count + (part.isEmpty() ? ": " : " under " + part + ": "),
                stateDict.size() > NAMED ? ", ..." : ""));
  }
}
