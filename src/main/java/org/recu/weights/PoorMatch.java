package org.recu.weights;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.recu.model.Network;
import org.recu.nn.Parameter;
import org.recu.pytorch.TorchTensor;

/**
 * Why tensors fit few of a network's parameters: their names have a prefix, or they are another
 * network's.
 *
 * @param network the network that they were compared with
 * @param stateDict the tensors by name
 */
public record PoorMatch(Network network, Map<String, TorchTensor> stateDict) {

  /** Image sizes that have forms of networks of their own, in pixels. */
  private static final Set<Integer> SIZES = Set.of(32, 224);

  /** The likeliest reason, in words, such as {@code without the prefix "enc." 117 would fit}. */
  public String reason() {
    int fitting = match(network, stateDict).fitting();
    Optional<String> prefix = prefix();
    if (prefix.isPresent()) {
      int would = match(network, without(prefix.get())).fitting();
      if (would > fitting) {
        return "without the prefix \"%s\" of their names %d would fit"
            .formatted(prefix.get(), would);
      }
    }
    Optional<FoundNetwork> nearest = nearest();
    if (nearest.isPresent() && nearest.get().match().fitting() > fitting) {
      return "they are nearer to %s, of which %d of %d parameters fit"
          .formatted(
              nearest.get().description(),
              nearest.get().match().fitting(),
              nearest.get().match().parameters());
    }
    return "they are nearer to no other network of this program";
  }

  private static WeightMatch match(Network network, Map<String, TorchTensor> tensors) {
    return WeightMatch.of(network.architecture().parameters(), tensors);
  }

  /** The prefix with which most names are those of parameters. */
  private Optional<String> prefix() {
    Set<String> parameters = new HashSet<>();
    network.architecture().parameters().stream().map(Parameter::name).forEach(parameters::add);
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String name : stateDict.keySet()) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        if (parameters.contains(name.substring(dot + 1))) {
          counts.merge(name.substring(0, dot + 1), 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private Map<String, TorchTensor> without(String prefix) {
    Map<String, TorchTensor> plain = new LinkedHashMap<>();
    stateDict.forEach(
        (name, tensor) ->
            plain.put(name.startsWith(prefix) ? name.substring(prefix.length()) : name, tensor));
    return plain;
  }

  /** The network, for images of any usual size, that most tensors fit. */
  private Optional<FoundNetwork> nearest() {
    Set<Integer> sizes = new TreeSet<>(SIZES);
    sizes.add(network.imageSize());
    return sizes.stream()
        .flatMap(size -> FoundNetwork.all(stateDict, size).stream())
        .max(
            Comparator.comparingInt((FoundNetwork found) -> found.match().fitting())
                .thenComparing(found -> -found.match().differences()));
  }
}
