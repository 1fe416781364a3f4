package org.recu.pytorch;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.recu.pickle.PickleText;

/** What a zip is that is no file of {@code torch.save}. */
final class ForeignZip {

  private static final int NAMES = 3;

  private record Sign(String name, String kind) {}

  /** Names, as regular expressions, and the kind of file in which they occur. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("model\\.weights\\.h5", "a Keras model"),
          new Sign("(.*/)?saved_model\\.pb", "a zip of a SavedModel"),
          new Sign("MAR-INF/MANIFEST\\.json", "a TorchServe archive"),
          new Sign(
              "([^/]+/)?archive_format|(.*/)?models/model\\.json", "a program of torch.export"),
          new Sign(".*\\.npy", "a file of numpy.savez"),
          new Sign("META-INF/MANIFEST\\.MF", "a Java archive"),
          new Sign("\\[Content_Types\\]\\.xml", "an office document"),
          new Sign(
              "(.*/)?[^/]+\\.(pth|pt|pth\\.tar|safetensors)",
              "a zip of a PyTorch file, to be unpacked first"));

  private ForeignZip() {}

  /** Whether these are the entries of {@code torch.jit.save}. */
  static boolean isTorchScript(Collection<String> names) {
    return names.stream().anyMatch(name -> name.matches("[^/]+/constants\\.pkl"));
  }

  /**
   * Says what a zip is instead.
   *
   * @param names of its entries
   * @param pickles how many of them are named as in PyTorch's format
   */
  static String describe(Collection<String> names, int pickles) {
    if (isTorchScript(names)) {
      return "is a TorchScript archive (torch.jit.save), expected a state dict:"
          + " torch.save(model.state_dict(), FILE)";
    }
    for (Sign sign : SIGNS) {
      List<String> found = names.stream().filter(name -> name.matches(sign.name)).toList();
      if (!found.isEmpty() && pickles == 0) {
        return "is %s (it holds %s), expected a PyTorch file"
            .formatted(sign.kind, PickleText.printable(found.get(0)));
      }
    }
    return "a zip with %d entries NAME/data.pkl, expected one, as torch.save writes it; it holds %s"
        .formatted(pickles, first(names));
  }

  private static String first(Collection<String> names) {
    if (names.isEmpty()) {
      return "nothing";
    }
    String more = names.size() > NAMES ? " and %d more".formatted(names.size() - NAMES) : "";
    return names.stream()
        .limit(NAMES)
        .map(PickleText::printable)
        .collect(Collectors.joining(", ", "", more));
  }
}
