package org.recu.pytorch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The prefix that wrappers of a network add to the names of its parameters, such as {@code module.}
 * of DataParallel or {@code _orig_mod.} of torch.compile, also one after another.
 */
final class NamePrefix {

  /** Wrappers, and the fields in which programs keep a network. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "module",
          "_orig_mod",
          "model",
          "net",
          "network",
          "backbone",
          "encoder",
          "student",
          "base_model",
          "_model",
          "ema",
          "ema_model",
          "model_ema",
          "averaged_model",
          "_fsdp_wrapped_module",
          "_forward_module");

  /** Wrappers of single layers, which occur within names. */
  private static final String WITHIN =
      "(^|\\.)(_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\\.";

  /** Wrappers around one another; looking for more would take time without end. */
  private static final int MOST_WRAPPERS = 16;

  private NamePrefix() {}

  /**
   * The prefix of all names; empty if there is none. A scalar without it, such as the number of
   * averaged steps, does not count.
   */
  static String of(Map<String, TorchTensor> tensors) {
    String prefix = "";
    for (int i = 0; i < MOST_WRAPPERS; i++) {
      String next = first(tensors, prefix);
      if (next.isEmpty()) {
        break;
      }
      prefix += next;
    }
    return prefix;
  }

  /** The wrapper that follows a prefix in all names, with its dot; empty if there is none. */
  private static String first(Map<String, TorchTensor> tensors, String prefix) {
    String next = null;
    for (Map.Entry<String, TorchTensor> entry : tensors.entrySet()) {
      String name = entry.getKey();
      if (!name.startsWith(prefix)) {
        continue; // A scalar, as checked for the wrapper before.
      }
      int dot = name.indexOf('.', prefix.length());
      String wrapper = dot < 0 ? "" : name.substring(prefix.length(), dot);
      if (!WRAPPERS.contains(wrapper)
          && (entry.getValue().shape().isEmpty() && !name.contains("."))) {
        continue;
      }
      if (!WRAPPERS.contains(wrapper) || (next != null && !next.equals(wrapper + "."))) {
        return "";
      }
      next = wrapper + ".";
    }
    return next == null ? "" : next;
  }

  /** The tensors without a prefix, and without the wrappers of single layers. */
  static Map<String, TorchTensor> removed(String prefix, Map<String, TorchTensor> tensors) {
    Map<String, TorchTensor> plain = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          String own = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
          plain.put(own.replaceAll(WITHIN, "$1"), tensor);
        });
    return plain;
  }
}
