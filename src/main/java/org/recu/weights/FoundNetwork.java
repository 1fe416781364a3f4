package org.recu.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.pytorch.PyTorchException;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.TorchTensor;

/**
 * The network that a file's tensors are held against.
 *
 * @param network as it would be built
 * @param match how the tensors fit it
 */
record FoundNetwork(Network network, WeightMatch match) {

  /** Under which the published program notes the network's name. */
  private static final String NAME_NOTE = "model";

  /** Linear layers that may be the last; a file with more of them is of no network here. */
  private static final int MOST_LINEAR = 8;

  /** A network that was named. */
  static FoundNetwork of(PyTorchFile file, Network network) {
    return new FoundNetwork(
        network, WeightMatch.of(network.architecture().parameters(), file.stateDict()));
  }

  /**
   * The one network and class count that all names and shapes fit. The one that the file names is
   * tried first, and is it where it fits.
   *
   * @param imageSize height and width of the images that it is to see, in pixels
   * @throws PyTorchException where none fits, with what keeps the nearest from it, or several do
   */
  static FoundNetwork search(PyTorchFile file, int imageSize) throws PyTorchException {
    List<FoundNetwork> tried = new ArrayList<>();
    for (String model : namedFirst(file)) {
      for (int classes : classCounts(file.stateDict())) {
        Optional<FoundNetwork> candidate =
            create(model, classes, imageSize).map(network -> of(file, network));
        candidate.ifPresent(tried::add);
        if (candidate.isPresent() && candidate.get().match.whole() && isNamed(file, model)) {
          return candidate.get();
        }
      }
    }
    List<FoundNetwork> fitting = tried.stream().filter(found -> found.match.whole()).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new PyTorchException(
        file.path(), fitting.isEmpty() ? nearest(tried) : "fits several: " + names(fitting));
  }

  private static List<String> namedFirst(PyTorchFile file) {
    List<String> names = new ArrayList<>(Models.names());
    names.sort(Comparator.comparing(name -> !isNamed(file, name)));
    return names;
  }

  private static boolean isNamed(PyTorchFile file, String model) {
    return PublishedStateDict.model(model).equals(file.notes().get(NAME_NOTE));
  }

  /** Empty for a network that does not take such images. */
  private static Optional<Network> create(String model, int classes, int imageSize) {
    try {
      return Optional.of(Models.create(model, classes, imageSize));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a linear layer in it answers, which the last one's are the classes of. */
  private static List<Integer> classCounts(Map<String, TorchTensor> stateDict) {
    return stateDict.values().stream()
        .filter(tensor -> tensor.shape().size() == 2 && tensor.size() > 0)
        .map(tensor -> tensor.shape().get(0).intValue())
        .distinct()
        .limit(MOST_LINEAR)
        .toList();
  }

  private static String nearest(List<FoundNetwork> tried) {
    return tried.stream()
        .min(Comparator.comparingInt(found -> found.match.differences()))
        .map(
            found ->
                "fits none of the networks for such images (--model names one); nearest is %s: %s"
                    .formatted(found.words(), found.match.difference()))
        .orElse("fits none of the networks for such images");
  }

  private static String names(List<FoundNetwork> fitting) {
    return fitting.stream().map(FoundNetwork::words).collect(Collectors.joining(", "))
        + "; --model names the one that is meant";
  }

  /** Name and class count. */
  String words() {
    return "%s with %d classes".formatted(network.name(), network.classes());
  }
}
