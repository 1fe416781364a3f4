package org.recu.inference;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.recu.binarize.Recu;
import org.recu.checkpoint.ModelDescription;
import org.recu.graph.Device;
import org.recu.graph.FrozenParameters;
import org.recu.graph.FrozenValues;
import org.recu.graph.GraphSession;
import org.recu.graph.ImageInput;
import org.recu.lowering.Tower;
import org.recu.model.Network;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A trained network over constants, whose binary convolutions are computed in the {@linkplain
 * FastestWay fastest way} for each batch size. The logits do not depend on the way.
 */
public final class FrozenClassifier implements TracedClassifier {

  /** How binary convolutions are computed. */
  enum Way {
    /** In float32. */
    FLOAT32,
    /** By counting bits. */
    ONE_BIT
  }

  private final GraphSession graph;
  private final FastestLogits fastest;

  /**
   * A trained network in the fastest form that gives exactly its logits: over constants if it has
   * binary layers that can count bits on the device, else over variables.
   *
   * @throws IOException if the weights cannot be read or are not the network's
   */
  public static TracedClassifier fastest(TrainedNetwork trained, Device device) throws IOException {
    NetworkClassifier live = NetworkClassifier.of(trained, device);
    if (!live.countsBits() || device.gpu().isPresent()) {
      return live;
    }
    try (live) {
      return of(trained, live, device, List.of(Way.values()));
    }
  }

  /**
   * The same with some of the ways alone.
   *
   * @param live the network over variables, which holds the weights
   */
  static FrozenClassifier of(
      TrainedNetwork trained, NetworkClassifier live, Device device, List<Way> ways) {
    try (FrozenValues values = live.freeze()) {
      return GraphSession.build(
          graph ->
              new FrozenClassifier(
                  graph, trained.network(), trained.description(), values, device, ways));
    }
  }

  private FrozenClassifier(
      GraphSession graph,
      Network network,
      ModelDescription description,
      FrozenValues values,
      Device device,
      List<Way> ways) {
    this.graph = graph;
    Ops tf = graph.ops();
    ImageInput images =
        ImageInput.create(tf, "images", network.imageSize(), description.normalization());
    FrozenParameters parameters = FrozenParameters.of(tf, values);
    Map<Way, Operand<TFloat32>> logits = new EnumMap<>(Way.class);
    for (Way way : ways) {
      logits.put(
          way,
          switch (way) {
            case FLOAT32 ->
                Tower.evaluation(tf, parameters, new Recu())
                    .logits(network.architecture(), images.normalized());
            case ONE_BIT -> {
              Ops oneBit = tf.withSubScope("one_bit");
              yield Tower.oneBit(oneBit, parameters, new Recu())
                  .logits(network.architecture(), Tower.normalized(oneBit, images));
            }
          });
    }
    Session session =
        graph.open(
            opened -> new Session(opened, BatchShares.configuration(device.configuration())));
    fastest =
        new FastestLogits(
            ways.stream()
                .map(way -> new LogitsWay(session, name(images.pixels()), name(logits.get(way))))
                .toList());
  }

  private static String name(Operand<?> operand) {
    return operand.op().name() + ":" + operand.asOutput().index();
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    return fastest.logits(pixels);
  }

  @Override
  public StepStats trace(TUint8 pixels) {
    return fastest.trace(pixels);
  }

  @Override
  public void close() {
    fastest.close();
    graph.close();
  }
}
