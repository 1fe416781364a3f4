package org.recu.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recu.pickle.PickleText;
import org.recu.pickle.PickledObject;

/** All dictionaries of tensors in the content of a file, and which of them holds the weights. */
final class TensorGroups {

  /** The deepest that a dictionary of weights lies; files are seen to use three levels. */
  private static final int DEEPEST = 16;

  /** Groups that are named when a file is described. */
  private static final int NAMED = 10;

  private final List<TensorGroup> groups = new ArrayList<>();

  /** Dictionaries and lists seen already: a pickle may repeat one at every level. */
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private TensorGroups() {}

  /** Finds the groups of a file's content. */
  static TensorGroups of(Object content) {
    TensorGroups found = new TensorGroups();
    found.search(content, List.of());
    return found;
  }

  private void search(Object value, List<String> keys) {
    if (keys.size() > DEEPEST || isOptimizer(value)) {
      return;
    }
    boolean list = value instanceof List<?>;
    if (!(list || value instanceof Map<?, ?>) || !seen.add(value)) {
      return;
    }
    Map<String, Object> values = list ? numbered((List<?>) value) : named((Map<?, ?>) value);
    Map<String, TorchTensor> tensors = list ? pairs((List<?>) value) : tensors(values);
    if (!tensors.isEmpty()) {
      groups.add(new TensorGroup(keys, tensors));
    }
    values.forEach(
        (key, item) -> {
          if (!TensorGroup.isSurrounding(key)) {
            List<String> deeper = new ArrayList<>(keys);
            deeper.add(PickleText.printable(key));
            search(item, deeper);
          }
        });
  }

  /** Whether this is what an optimizer's {@code state_dict} returns, whatever its key. */
  private static boolean isOptimizer(Object value) {
    return value instanceof Map<?, ?> map
        && map.containsKey("state")
        && map.containsKey("param_groups");
  }

  /** The values by name; a key that has no text is called by its place. */
  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach(
        (key, value) ->
            values.put(
                key instanceof PickledObject ? place(values.size()) : String.valueOf(key), value));
    return values;
  }

  private static Map<String, Object> numbered(List<?> list) {
    Map<String, Object> values = new LinkedHashMap<>();
    int index = 0;
    for (Object item : list) {
      if (item instanceof Map<?, ?> || item instanceof List<?>) {
        values.put(place(index), item);
      }
      index++;
    }
    return values;
  }

  private static String place(int index) {
    return "[%d]".formatted(index);
  }

  /** The tensors in a list of pairs of a name and a tensor; none if it holds anything else. */
  private static Map<String, TorchTensor> pairs(List<?> list) {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    for (Object item : list) {
      if (!(item instanceof List<?> pair)
          || pair.size() != 2
          || !(pair.get(0) instanceof String name)
          || !(pair.get(1) instanceof TorchTensor tensor)) {
        return Map.of();
      }
      tensors.put(name, tensor);
    }
    return tensors;
  }

  /** The tensors among values, and the objects in their place that nobody builds. */
  private static Map<String, TorchTensor> tensors(Map<String, Object> values) {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    Map<String, TorchTensor> objects = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value instanceof TorchTensor tensor) {
            tensors.put(name, tensor);
          } else if (value instanceof UnbuiltTensor unbuilt && unbuilt.tensor().isPresent()) {
            tensors.put(name, unbuilt.tensor().get());
          } else if (value instanceof PickledObject object && name.endsWith("weight")) {
            objects.put(
                name,
                new ValuelessTensor(ElementType.OTHER, List.of(), "an object of " + object.name()));
          }
        });
    if (!tensors.isEmpty()) {
      tensors.putAll(objects);
    }
    return tensors;
  }

  /**
   * The group that holds the weights: under a usual key if there is one, with most tensors, not an
   * average of weights if there are the weights themselves.
   */
  Optional<TensorGroup> weights() {
    return groups.stream()
        .min(
            Comparator.comparing((TensorGroup group) -> !(group.isUsual() && group.size() > 0))
                .thenComparing(Comparator.comparingLong(TensorGroup::size).reversed())
                .thenComparing(TensorGroup::isAverage)
                .thenComparingInt(TensorGroup::rank));
  }

  /** The other groups that might have been meant, in words; empty if there are none. */
  String othersThan(TensorGroup taken) {
    List<TensorGroup> others =
        groups.stream()
            // Tensors beside the weights are a metric or the state of a random generator.
            .filter(
                group ->
                    !group.keys().equals(taken.keys())
                        && group.size() > 0
                        && !group.keys().isEmpty())
            .toList();
    String more = others.size() > NAMED ? " and %d more".formatted(others.size() - NAMED) : "";
    return others.stream()
        .limit(NAMED)
        .map(group -> "%s (%s)".formatted(group.name(), group.count()))
        .collect(Collectors.joining(", ", "", more));
  }
}
