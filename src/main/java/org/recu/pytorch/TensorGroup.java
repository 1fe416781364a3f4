package org.recu.pytorch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A dictionary of tensors in a file, which may be the weights of a network.
 *
 * @param keys the keys that lead to it; none if it is the whole content
 * @param tensors by name, in the file's order
 * @param size number of tensors with at least one axis: a loss or a counter beside them is no
 *     weight
 */
record TensorGroup(List<String> keys, Map<String, TorchTensor> tensors, long size) {

  /** Keys under which programs store weights, the likeliest first. */
  private static final List<String> USUAL =
      List.of(
          "state_dict",
          "model",
          "model_state_dict",
          "model_state",
          "net",
          "network",
          "weights",
          "model_weights",
          "net_state_dict",
          "net_state",
          "network_state_dict",
          "params",
          "parameters",
          "state",
          "module",
          "student",
          "backbone",
          "averaged_model",
          "swa_model",
          "swa_state_dict");

  /**
   * Keys of what surrounds a model in training, which may be tensors as well. An optimal or
   * optimized model is none.
   */
  private static final Pattern SURROUNDINGS =
      Pattern.compile(
          "^opt$|optim(?!al|um|i[sz]ed)|sched(?!uled)|scaler|rng|criterion|config|callback|args|hyper");

  /** Counts the tensors once: a file may hold very many groups that are compared by size. */
  TensorGroup(List<String> keys, Map<String, TorchTensor> tensors) {
    this(
        keys,
        tensors,
        tensors.values().stream().filter(tensor -> !tensor.shape().isEmpty()).count());
  }

  /** Whether what is below a key is the state of an optimizer or the like. */
  static boolean isSurrounding(String key) {
    return SURROUNDINGS.matcher(key.toLowerCase(Locale.ROOT)).find();
  }

  /** The keys in Python's order, such as {@code checkpoint.model}; empty for the whole content. */
  String name() {
    return String.join(".", keys);
  }

  /** Place of the key in the list of usual keys; the length of the list if it is not in it. */
  int rank() {
    String key =
        keys.stream()
            .filter(name -> !name.startsWith("["))
            .reduce("", (outer, inner) -> inner)
            .toLowerCase(Locale.ROOT);
    if (isAverage(key)) {
      key = key.replaceAll("_?ema_?", "");
      key = key.isEmpty() ? USUAL.get(0) : key;
    }
    int rank = USUAL.indexOf(key);
    return rank < 0 ? USUAL.size() : rank;
  }

  /** Whether the key is one of the usual ones. */
  boolean isUsual() {
    return rank() < USUAL.size();
  }

  /** Whether these are averages of the weights over training, by their keys. */
  boolean isAverage() {
    return keys.stream().anyMatch(TensorGroup::isAverage);
  }

  private static boolean isAverage(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.matches("(.*_)?ema(_.*)?") || lower.startsWith("swa") || lower.contains("average");
  }

  /** Number of tensors in words. */
  String count() {
    return tensors.size() == 1 ? "1 tensor" : tensors.size() + " tensors";
  }
}
