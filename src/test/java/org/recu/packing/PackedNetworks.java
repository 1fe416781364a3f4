package org.recu.packing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.recu.checkpoint.ModelDescription;
import org.recu.golden.GoldenNetwork;
import org.recu.golden.GoldenTensor;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.FrozenValues;
import org.recu.graph.Shapes;
import org.recu.graph.Variable;
import org.recu.image.Normalization;
import org.recu.inference.NetworkClassifier;
import org.recu.model.Models;
import org.recu.nn.Parameter;
import org.recu.packed.PackedScores;
import org.recu.packed.proto.NetworkMessage;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Networks with weights, and their packed messages. */
public final class PackedNetworks {

  private PackedNetworks() {}

  /** A golden network with its weights. */
  public static TrainedNetwork golden(GoldenNetwork golden) {
    Map<String, GoldenTensor> weights = golden.weights();
    return trained(
        golden.name(),
        golden.classes(),
        golden.imageSize(),
        parameter -> NativeTensors.parameter(weights.get(parameter.name()), parameter.kind()));
  }

  /** A network of 10 classes with random weights: alphas of both signs, variances as of sums. */
  public static TrainedNetwork random(String model, int size) {
    SplittableRandom random = new SplittableRandom(7);
    return trained(
        model,
        10,
        size,
        parameter -> {
          float[] values = new float[(int) parameter.shape().size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = value(random, parameter.name());
          }
          return TFloat32.tensorOf(Shapes.of(parameter.shape()), DataBuffers.of(values));
        });
  }

  private static float value(SplittableRandom random, String name) {
    float normal = (float) random.nextGaussian();
    if (name.endsWith("running_var")) {
      return 1 + 100 * normal * normal;
    }
    return name.endsWith("alpha") ? normal : 0.3f * normal;
  }

  private static TrainedNetwork trained(
      String model, int classes, int size, Function<Parameter, TFloat32> values) {
    // Each is made once, so that a network restored twice is the same.
    Map<String, TFloat32> made = new HashMap<>();
    return new TrainedNetwork(
        Path.of("made_up"),
        Models.create(model, classes, size),
        new ModelDescription(
            model,
            "shapes",
            classes,
            IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
            size,
            new Normalization(List.of(.4, .5, .6), List.of(.2, .2, .3))),
        (tf, session, variables) -> {
          // All in one run: every further one would be prepared anew for the whole graph.
          Session.Runner runner = session.runner();
          for (Variable variable : variables) {
            Parameter parameter = variable.parameter();
            variable.assign(
                runner, made.computeIfAbsent(parameter.name(), name -> values.apply(parameter)));
          }
          runner.run().close();
        });
  }

  /** The message of a network. */
  public static NetworkMessage pack(TrainedNetwork trained) throws IOException {
    try (NetworkClassifier classifier = NetworkClassifier.of(trained, Device.cpu());
        FrozenValues values = classifier.freeze()) {
      return NetworkPacker.pack(
          trained, values, Optional.of(new PackedScores(10, 1.5, 50, 90)), "recu test");
    }
  }
}
