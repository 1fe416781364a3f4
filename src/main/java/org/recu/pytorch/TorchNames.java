package org.recu.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.pickle.PersistentValues;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleFunction;
import org.recu.pickle.PickleVocabulary;

/**
 * The names that checkpoints call: tensors and their storages, and Python's own containers, which
 * occur in the states of optimizers and schedulers.
 */
final class TorchNames {

  private static final Map<String, PickleFunction> ALL = new LinkedHashMap<>();

  static {
    for (ElementType type : ElementType.values()) {
      ALL.put("torch " + type.storageClass(), type);
    }
    ALL.put("torch._utils _rebuild_tensor", TorchNames::tensor);
    ALL.put("torch._utils _rebuild_tensor_v2", TorchNames::tensor);
    ALL.put("torch._utils _rebuild_parameter", TorchNames::parameter);
    ALL.put("torch Size", TorchNames::list);
    ALL.put("collections OrderedDict", TorchNames::dictionary);
    ALL.put("collections Counter", TorchNames::dictionary);
    // The argument, the default factory, is ignored; the pickle gives it as a name.
    ALL.put("collections defaultdict", arguments -> new LinkedHashMap<>());
    for (String builtins : List.of("builtins", "__builtin__")) {
      ALL.put(builtins + " list", TorchNames::list);
      ALL.put(builtins + " set", TorchNames::list);
      ALL.put(builtins + " frozenset", TorchNames::list);
      ALL.put(builtins + " dict", TorchNames::dictionary);
    }
  }

  private TorchNames() {}

  /** These names and numpy's, for a pickle whose persistent identities are storages. */
  static PickleVocabulary vocabulary(PersistentValues storages) {
    return PickleVocabulary.numpy().with("tensors and plain data", ALL, storages);
  }

  /** Takes (storage, offset, shape, strides), then arguments that concern gradients. */
  private static Object tensor(List<?> arguments) throws PickleException {
    if (arguments.size() < 4
        || !(arguments.get(0) instanceof StorageView storage)
        || !(arguments.get(1) instanceof Long offset)
        || !(arguments.get(2) instanceof List<?> shape)
        || !(arguments.get(3) instanceof List<?> strides)) {
      throw unfit("torch's _rebuild_tensor");
    }
    return TorchTensor.view(storage, offset, shape, strides);
  }

  /** Takes (tensor, whether it has a gradient, hooks). */
  private static Object parameter(List<?> arguments) throws PickleException {
    if (arguments.isEmpty() || !(arguments.get(0) instanceof TorchTensor tensor)) {
      throw unfit("torch's _rebuild_parameter");
    }
    return tensor;
  }

  private static Object list(List<?> arguments) throws PickleException {
    if (arguments.isEmpty()) {
      return new ArrayList<>();
    }
    if (arguments.size() != 1 || !(arguments.get(0) instanceof List<?> items)) {
      throw unfit("a list");
    }
    return new ArrayList<>(items);
  }

  /** Takes nothing, another dictionary or, as Python 2 writes it, a list of pairs. */
  private static Object dictionary(List<?> arguments) throws PickleException {
    Map<Object, Object> dictionary = new LinkedHashMap<>();
    if (arguments.isEmpty()) {
      return dictionary;
    }
    if (arguments.size() == 1 && arguments.get(0) instanceof Map<?, ?> other) {
      dictionary.putAll(other);
      return dictionary;
    }
    if (arguments.size() != 1 || !(arguments.get(0) instanceof List<?> pairs)) {
      throw unfit("a dictionary");
    }
    for (Object item : pairs) {
      if (!(item instanceof List<?> pair) || pair.size() != 2) {
        throw unfit("a dictionary");
      }
      dictionary.put(PickleVocabulary.key(pair.get(0)), pair.get(1));
    }
    return dictionary;
  }

  private static PickleException unfit(String function) {
    return PickleException.corrupt("arguments that do not fit " + function);
  }
}
