package org.recu.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.graph.Processor;
import org.recu.lowering.Arithmetic;
import org.recu.lowering.SumsBy;
import org.recu.lowering.SumsTrial;
import org.recu.lowering.TrialTimes;
import org.recu.lowering.TriedLayer;
import org.recu.nn.Architecture;
import org.recu.nn.ConvolutionShape;

/**
 * Chooses the way that each binary layer's sums take in training on the CPU: the one preferred for
 * a batch of its shape by its times, which are measured once and then known; those that other work
 * disturbed are measured anew at the next start. No number of a run depends on it.
 *
 * <p>A layer of less than {@value #SMALL} multiply-adds a batch takes the convolution, untried:
 * compiling another way takes longer than thousands of steps would gain. Of a larger one, as many
 * images are tried as make {@value #TRIED} multiply-adds, or the batch if that is less.
 */
public final class Trials {

  static final long SMALL = 1 << 24;
  static final long TRIED = 1L << 30;

  private final TimesFile times;
  private final Measure measure;
  private final Optional<SumsBy> forced;

  /** Measures layers. */
  @FunctionalInterface
  interface Measure {
    /** The times of each layer. */
    List<TrialTimes> of(List<TriedLayer> layers);
  }

  /**
   * Trials.
   *
   * @param times where they are kept
   * @param measure of what the file does not hold
   * @param forced the way that all layers take, untried
   */
  Trials(TimesFile times, Measure measure, Optional<SumsBy> forced) {
    this.times = times;
    this.measure = measure;
    this.forced = forced;
  }

  /**
   * Trials on this machine, whose times are kept in the user's cache folder.
   *
   * @throws IllegalArgumentException if the system property {@value SumsBy#PROPERTY} names no way
   */
  public static Trials here() {
    return new Trials(
        TimesFile.in(CacheFolder.of(System::getenv), Conditions.here()),
        layers -> SumsTrial.of(layers, Processor.current()),
        SumsBy.forced());
  }

  /**
   * Chooses for a network.
   *
   * @param architecture of the network
   * @param arithmetic of its training
   * @param images of a batch
   */
  public TriedWays of(Architecture architecture, Arithmetic arithmetic, int images) {
    Map<ConvolutionShape, Choice> choices = new LinkedHashMap<>();
    Map<ConvolutionShape, TriedLayer> open = new LinkedHashMap<>();
    for (ConvolutionShape shape : architecture.binaryShapes()) {
      if (forced.isPresent()) {
        choices.put(shape, new Choice(forced.get(), Optional.empty(), SumsBy.PROPERTY));
      } else if (images * shape.multiplyAdds() < SMALL) {
        choices.put(shape, new Choice(SumsBy.CONVOLUTION, Optional.empty(), "small"));
      } else {
        choices.put(shape, new Choice(SumsBy.CONVOLUTION, Optional.empty(), "not tried"));
        // In mixed precision, too, the sums are those of float32.
        open.put(shape, layer(shape, Arithmetic.FLOAT32, true, images));
      }
    }
    List<TriedLayer> wanted = new ArrayList<>(open.values());
    List<TriedLayer> pair = forced.isPresent() ? List.of() : pair(architecture, arithmetic, images);
    wanted.addAll(pair);
    Map<TriedLayer, Times> kept = kept(wanted);
    Map<TriedLayer, TrialTimes> measured =
        measured(wanted.stream().filter(layer -> !kept.containsKey(layer)).toList());
    open.forEach(
        (shape, layer) -> {
          if (kept.containsKey(layer)) {
            choices.put(shape, choice(kept.get(layer), "known"));
          } else if (measured.containsKey(layer)) {
            TrialTimes found = measured.get(layer);
            choices.put(
                shape,
                choice(new Times(found.least()), found.settled() ? "tried" : "tried, not kept"));
          }
        });
    Map<TriedLayer, Times> certain = new HashMap<>(kept);
    measured.forEach(
        (layer, found) -> {
          if (found.settled()) {
            certain.put(layer, new Times(found.least()));
          }
        });
    return new TriedWays(
        choices, certain.keySet().containsAll(pair) ? doubt(pair, certain) : Optional.empty());
  }

  private static Choice choice(Times times, String reason) {
    return new Choice(times.preferred(), Optional.of(times), reason);
  }

  private Map<TriedLayer, Times> kept(List<TriedLayer> wanted) {
    Map<String, Times> file = wanted.isEmpty() ? Map.of() : times.read();
    Map<TriedLayer, Times> kept = new HashMap<>();
    for (TriedLayer layer : wanted) {
      Optional.ofNullable(file.get(layer.toString())).ifPresent(found -> kept.put(layer, found));
    }
    return kept;
  }

  /** Measures layers, and keeps the times on which the rounds agree. */
  private Map<TriedLayer, TrialTimes> measured(List<TriedLayer> layers) {
    if (layers.isEmpty()) {
      return Map.of();
    }
    Map<TriedLayer, TrialTimes> measured = new HashMap<>();
    Map<String, Times> lines = new HashMap<>();
    try {
      List<TrialTimes> found = measure.of(layers);
      for (int i = 0; i < found.size(); i++) {
        measured.put(layers.get(i), found.get(i));
        if (found.get(i).settled()) {
          lines.put(layers.get(i).toString(), new Times(found.get(i).least()));
        }
      }
    } catch (RuntimeException e) {
      // TensorFlow's errors, which have no parent in common, where it has no such op, or too little
      // memory. It has the convolution, and the run itself tells what is wrong with that.
      return Map.of();
    }
    times.add(lines);
    return measured;
  }

  /** The heaviest convolution in both arithmetics, where the question is whether one pays. */
  private static List<TriedLayer> pair(
      Architecture architecture, Arithmetic arithmetic, int images) {
    Optional<ConvolutionShape> heaviest =
        architecture.convolutionShapes().stream()
            .max(Comparator.comparingLong(ConvolutionShape::multiplyAdds))
            .filter(shape -> images * shape.multiplyAdds() >= SMALL)
            .filter(shape -> arithmetic == Arithmetic.MIXED);
    return heaviest
        .map(
            shape ->
                List.of(
                    layer(shape, Arithmetic.FLOAT32, false, images),
                    layer(shape, Arithmetic.MIXED, false, images)))
        .orElse(List.of());
  }

  private static Optional<String> doubt(List<TriedLayer> pair, Map<TriedLayer, Times> times) {
    List<Double> milliseconds =
        pair.stream()
            .map(layer -> times.get(layer).milliseconds().get(SumsBy.CONVOLUTION))
            .toList();
    return milliseconds.isEmpty() || milliseconds.get(1) < milliseconds.get(0)
        ? Optional.empty()
        : Optional.of(
            "recu: --mixed_precision: a %s took %.1f ms in bfloat16 and %.1f ms in float32 on this"
                    .formatted(pair.get(0).shape(), milliseconds.get(1), milliseconds.get(0))
                + " processor: steps may be slower than without it");
  }

  private static TriedLayer layer(
      ConvolutionShape shape, Arithmetic arithmetic, boolean binary, int images) {
    long enough = Math.max(1, TRIED / shape.multiplyAdds());
    return new TriedLayer(shape, arithmetic, binary, (int) Math.min(images, enough));
  }
}
