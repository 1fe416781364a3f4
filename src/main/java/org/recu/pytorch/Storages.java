package org.recu.pytorch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.pickle.PersistentValues;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleText;

/**
 * The storages that a pickle refers to, by key. Their persistent identities are {@code ("storage",
 * class, key, device, elements)}, in the legacy format followed by None or, for a view, by {@code
 * (key, first, elements)}. The device is ignored.
 */
final class Storages implements PersistentValues {

  private final Map<String, Storage> byKey = new LinkedHashMap<>();

  /** All storages referred to so far, by key. */
  Map<String, Storage> byKey() {
    return byKey;
  }

  @Override
  public Object get(Object identity) throws PickleException {
    if (!(identity instanceof List<?> parts)
        || parts.size() < 5
        || PickleText.of(parts.get(0)).filter("storage"::equals).isEmpty()
        || !(parts.get(1) instanceof ElementType type)
        || !(parts.get(4) instanceof Long elements)) {
      throw PickleException.corrupt("it refers to something that is no storage");
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
        : new StorageView(storage, 0, elements);
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
    return new StorageView(storage, first, elements);
  }
}
