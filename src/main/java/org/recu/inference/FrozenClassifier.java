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
import org.recu.graph.FullTrace;
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
  private final Session session;
  private final ImageInput images;
  private final Map<Way, Operand<TFloat32>> logits = new EnumMap<>(Way.class);
  private final FastestWay<Way> ways;
  private final BatchShares shares = new BatchShares();

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
    this.ways = new FastestWay<>(ways);
    Ops tf = graph.ops();
    images = ImageInput.create(tf, "images", network.imageSize(), description.normalization());
    FrozenParameters parameters = FrozenParameters.of(tf, values);
    for (Way way : ways) {
      Tower tower =
          switch (way) {
            case FLOAT32 -> Tower.evaluation(tf, parameters, new Recu());
            case ONE_BIT -> Tower.oneBit(tf.withSubScope("one_bit"), parameters, new Recu());
          };
      logits.put(way, tower.logits(network.architecture(), images.normalized()));
    }
    session = graph.open(device);
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    return ways.call(
        pixels.shape().get(0),
        way -> shares.logits(pixels, share -> (TFloat32) runner(share, way).run().get(0)));
  }

  @Override
  public StepStats trace(TUint8 pixels) {
    return FullTrace.run(runner(pixels, ways.of(pixels.shape().get(0))));
  }

  private Session.Runner runner(TUint8 pixels, Way way) {
    return session.runner().feed(images.pixels(), pixels).fetch(logits.get(way));
  }

  @Override
  public void close() {
    shares.close();
    graph.close();
  }
}
