package org.recu.pytorch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recu.pickle.PickleText;
import org.recu.pickle.PickledObject;

/** Says what is in a file that has no dictionary of tensors. */
final class WithoutWeights {

  /** Number of keys that are named. */
  private static final int KEYS = 10;

  private WithoutWeights() {}

  static String describe(Object content) {
    if (content instanceof PickledObject object) {
      return "holds an object of %s, expected a state dict: torch.save(model.state_dict(), FILE); nothing of it was run"
          .formatted(object.name());
    }
    if (content instanceof TorchTensor tensor) {
      return "holds a single tensor of shape %s, expected a state dict"
          .formatted(tensor.shapeText());
    }
    if (content instanceof List<?> list) {
      return "holds a list of %d values, expected a state dict".formatted(list.size());
    }
    if (!(content instanceof Map<?, ?> map)) {
      return "holds no dictionary, expected a state dict";
    }
    return rejection(map)
        .orElseGet(
            () -> "holds no tensors by name, expected a state dict; its keys are " + keys(map));
  }

  /** Names the object that is where the weights should be; empty if there is none. */
  static Optional<String> rejection(Object content) {
    return content instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .filter(entry -> entry.getKey() instanceof String key && isHolder(key))
            .map(Map.Entry::getValue)
            .filter(PickledObject.class::isInstance)
            .map(object -> ((PickledObject) object).name())
            .map(TorchNames.vocabulary(identity -> identity)::rejection)
            .findFirst()
        : Optional.empty();
  }

  private static boolean isHolder(String key) {
    return new TensorGroup(List.of(key), Map.of()).isUsual();
  }

  private static String keys(Map<?, ?> map) {
    if (map.isEmpty()) {
      return "none";
    }
    String more = map.size() > KEYS ? " and %d more".formatted(map.size() - KEYS) : "";
    return map.keySet().stream()
        .limit(KEYS)
        .map(key -> key instanceof PickledObject ? "an object" : String.valueOf(key))
        .map(PickleText::printable)
        .collect(Collectors.joining(", ", "", more));
  }
}
