package org.recu.pytorch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.pickle.PersistentValues;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleText;
import org.recu.pickle.PickledObject;

/**
 * The storages that a pickle refers to, by key. Their persistent identities are {@code ("storage",
 * class, key, device, elements)}, in the legacy format followed by None or, for a view, by {@code
 * (key, first, elements)}. The device is ignored. A whole module refers to its class by {@code
 * ("module", class, ...)}.
 */
final class Storages implements PersistentValues {

  private final Map<String, Storage> byKey = new LinkedHashMap<>();

  /** All storages referred to so far, by key. */
  Map<String, Storage> byKey() {
    return byKey;
  }

  @Override
  public Object get(Object identity) throws PickleException {
    if (identity instanceof List<?> module
        && module.size() > 1
        && PickleText.of(module.get(0)).filter("module"::equals).isPresent()) {
      return module.get(1);
    }
    if (!(identity instanceof List<?> parts)
        || parts.size() < 5
        || PickleText.of(parts.get(0)).filter("storage"::equals).isEmpty()
        || !(parts.get(4) instanceof Long elements)) {
      throw PickleException.corrupt("it refers to something that is no storage");
    }
    if (!(parts.get(1) instanceof ElementType type)) {
      return new PickledObject("a storage of an unknown class");
    }
    String key =
        PickleText.of(parts.get(2))
            .orElseThrow(() -> PickleException.corrupt("a storage's key is no text"));
    Storage storage = byKey.get(key);
    if (storage == null) {
      storage = new Storage(type, elements);
      byKey.put(key, storage);
    } else {
      storage.requireSame(type, elements);
    }
    return parts.size() > 5 && parts.get(5) instanceof List<?> view
        ? part(storage, view)
        : new StorageView(storage);
  }

  private static StorageView part(Storage storage, List<?> view) throws PickleException {
    if (view.size() != 3
        || !(view.get(1) instanceof Long first)
        || !(view.get(2) instanceof Long elements)
        || first < 0
        || elements < 0
        || elements > storage.elements() - first) {
      throw PickleException.corrupt("a view that is not within its storage");
    }
    return new StorageView(storage, storage.type(), first, elements);
  }
}
