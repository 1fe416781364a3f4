package org.recu.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.pickle.PersistentValues;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleFunction;
import org.recu.pickle.PickleVocabulary;
import org.recu.pickle.PickledObject;

/**
 * The names that checkpoints call: tensors and their storages, and Python's own containers, which
 * occur in the states of optimizers and schedulers. Every other name stays a {@link PickledObject}.
 */
final class TorchNames {

  /** What values become as keys does not depend on the names. */
  private static final PickleVocabulary KEYS = PickleVocabulary.numpy().withInertNames();

  private static final Map<String, PickleFunction> ALL = new LinkedHashMap<>();

  static {
    for (ElementType type : ElementType.values()) {
      if (!type.storageClass().isEmpty()) {
        ALL.put("torch " + type.storageClass(), type);
        ALL.put("torch.storage " + type.storageClass(), type);
      }
      ALL.put("torch " + type.dtype(), type);
    }
    ALL.putAll(TensorNames.ALL);
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
    PickleVocabulary.numpy().names().forEach((name, numpy) -> ALL.put(name, inert(name, numpy)));
  }

  private TorchNames() {}

  /** These names, for a pickle whose persistent identities are storages. */
  static PickleVocabulary vocabulary(PersistentValues storages) {
    return PickleVocabulary.numpy().with("tensors and plain data", ALL, storages).withInertNames();
  }

  /**
   * Numbers of numpy's are read, such as an accuracy; no network needs its arrays, and of its many
   * types only a few are known here.
   */
  private static PickleFunction inert(String name, PickleFunction numpy) {
    String dotted = name.replace(' ', '.');
    if (!name.endsWith(" scalar") && !name.endsWith(" dtype") && !name.endsWith(" encode")) {
      return new PickledObject(dotted);
    }
    return arguments -> {
      try {
        return numpy.call(arguments);
      } catch (PickleException e) {
        return new PickledObject(dotted);
      }
    };
  }

  private static Object list(List<?> arguments) {
    if (arguments.size() == 1 && arguments.get(0) instanceof List<?> items) {
      return new ArrayList<>(items);
    }
    return arguments.isEmpty() ? new ArrayList<>() : new PickledObject("builtins.list");
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
      return new PickledObject("builtins.dict");
    }
    for (Object item : pairs) {
      if (!(item instanceof List<?> pair) || pair.size() != 2) {
        return new PickledObject("builtins.dict");
      }
      dictionary.put(KEYS.key(pair.get(0)), pair.get(1));
    }
    return dictionary;
  }
}
