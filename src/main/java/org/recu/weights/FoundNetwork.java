package org.recu.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.pytorch.PyTorchException;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.TorchTensor;

/**
 * A network that may fit the tensors of a PyTorch file, and how well it does.
 *
 * <p>Names and shapes cannot tell the two stages of two-stage training apart: both have the same
 * parameters, real in the first stage and binary in the second. Neither can the name that the
 * published program stores, which is that of the second stage in files of both. Only a full name of
 * this program or the published name of a first stage decides. Every other network differs from all
 * others in its names and shapes.
 *
 * @param network the candidate
 * @param match how the tensors fit it
 */
record FoundNetwork(Network network, WeightMatch match) {

  /** Greatest number of linear layers that are tried as the last; no network here has more. */
  private static final int MOST_LINEAR = 8;

  /** Names of all networks that a file can contain, including first stages. */
  static List<String> names() {
    return Stream.concat(
            Models.names().stream(),
            Models.twoStageNames().stream().flatMap(name -> Models.firstStage(name).stream()))
        .toList();
  }

  /**
   * Matches the file against a network that the caller names.
   *
   * @throws PyTorchException if the tensors fit it, but the name in the file is that of another
   *     network that they fit as well
   */
  static FoundNetwork named(PyTorchFile file, Network network) throws PyTorchException {
    FoundNetwork found = compare(file.stateDict(), network);
    if (!found.match.whole() || isNoted(file, network.name())) {
      return found;
    }
    for (String other : names()) {
      if (isNoted(file, other) && fits(file, other, network)) {
        throw new PyTorchException(
            file.path(),
            "is noted to be %s, but --model is %s; the tensors fit both"
                .formatted(other, network.name()));
      }
    }
    return found;
  }

  /**
   * Finds the only network and class count that fit all names and shapes. If several fit, the name
   * in the file decides.
   *
   * @param imageSize height and width of its images, in pixels
   * @throws PyTorchException if none fits, with the differences to the nearest, or if several do
   */
  static FoundNetwork search(PyTorchFile file, int imageSize) throws PyTorchException {
    List<FoundNetwork> tried = all(file.stateDict(), imageSize);
    // A stable sort: of equally near networks the noted one is named.
    tried.sort(Comparator.comparing(found -> !isNoted(file, found.network.name())));
    List<FoundNetwork> fitting = tried.stream().filter(found -> found.match.whole()).toList();
    List<FoundNetwork> noted =
        fitting.stream().filter(found -> isNoted(file, found.network.name())).toList();
    List<FoundNetwork> decided = noted.isEmpty() ? fitting : noted;
    if (decided.size() == 1) {
      return decided.get(0);
    }
    throw new PyTorchException(
        file.path(),
        decided.isEmpty()
            ? nearest(tried) + "; the file holds " + file.holding()
            : "fits several networks, and %s says which: %s; state it with --model (for a teacher,"
                    .formatted(undecided(file), descriptions(decided))
                + " export it to a SavedModel first)");
  }

  /** The note that leaves open which stage it is, for a message. */
  private static String undecided(PyTorchFile file) {
    Object note = file.notes().get(PublishedStateDict.MODEL_NOTE);
    return Models.twoStageNames().stream()
            .map(PublishedStateDict::model)
            .anyMatch(n -> n.equals(note))
        ? "not even its note %s, which files of both stages have,".formatted(note)
        : "no note in it";
  }

  /** Every network for images of a size, with every class count that the tensors may mean. */
  static List<FoundNetwork> all(Map<String, TorchTensor> stateDict, int imageSize) {
    List<FoundNetwork> tried = new ArrayList<>();
    for (String model : names()) {
      for (int classes : classCounts(stateDict)) {
        create(model, classes, imageSize)
            .map(network -> compare(stateDict, network))
            .ifPresent(tried::add);
      }
    }
    return tried;
  }

  private static FoundNetwork compare(Map<String, TorchTensor> stateDict, Network network) {
    return new FoundNetwork(
        network, WeightMatch.of(network.architecture().parameters(), stateDict));
  }

  private static boolean fits(PyTorchFile file, String model, Network like) {
    return create(model, like.classes(), like.imageSize())
        .filter(network -> compare(file.stateDict(), network).match.whole())
        .isPresent();
  }

  /** Whether a note in the file can only mean this network. */
  private static boolean isNoted(PyTorchFile file, String model) {
    Object own = file.notes().get(PublishedStateDict.OWN_MODEL_NOTE);
    if (own != null) {
      return model.equals(own);
    }
    Object note = file.notes().get(PublishedStateDict.MODEL_NOTE);
    return model.equals(note)
        || (!Models.twoStageNames().contains(model)
            && PublishedStateDict.model(model).equals(note));
  }

  /** Creates a network; empty if it does not support images of this size. */
  private static Optional<Network> create(String model, int classes, int imageSize) {
    try {
      return Optional.of(Models.create(model, classes, imageSize));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Widths of the linear layers; that of the last layer is the number of classes. */
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
                "fits no network for images of this size (--model names one); the nearest is %s: %s"
                    .formatted(found.description(), found.match.difference()))
        .orElse("fits no network for images of this size");
  }

  private static String descriptions(List<FoundNetwork> fitting) {
    return fitting.stream().map(FoundNetwork::description).collect(Collectors.joining(", "));
  }

  /** The network's name and class count. */
  String description() {
    return "%s with %d classes".formatted(network.name(), network.classes());
  }
}
