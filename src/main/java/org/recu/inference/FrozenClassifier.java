package org.recu.inference;

import java.io.IOException;
import org.recu.binarize.Recu;
import org.recu.checkpoint.ModelDescription;
import org.recu.graph.Device;
import org.recu.graph.FrozenParameters;
import org.recu.graph.FrozenValues;
import org.recu.graph.FullTrace;
import org.recu.graph.GraphSession;
import org.recu.graph.ImageInput;
import org.recu.lowering.Int8Probe;
import org.recu.lowering.Tower;
import org.recu.model.Network;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A trained network over constants, with int8 binary convolutions. */
public final class FrozenClassifier implements TracedClassifier {

  private final GraphSession graph;
  private final Session session;
  private final ImageInput images;
  private final Operand<TFloat32> logits;

  /**
   * A trained network in the fastest form that gives exactly its logits: over constants if it has
   * binary layers and int8 convolutions run here, else over variables.
   *
   * @throws IOException if the weights cannot be read or are not the network's
   */
  public static TracedClassifier fastest(TrainedNetwork trained, Device device) throws IOException {
    NetworkClassifier live = NetworkClassifier.of(trained, device);
    if (!live.hasBinaryLayers() || !Int8Probe.isExact(device)) {
      return live;
    }
    try (live;
        FrozenValues values = live.freeze()) {
      return of(trained.network(), trained.description(), values, device);
    }
  }

  /**
   * Builds the network.
   *
   * @param values of its parameters; may be closed afterwards
   */
  static FrozenClassifier of(
      Network network, ModelDescription description, FrozenValues values, Device device) {
    return GraphSession.build(
        graph -> new FrozenClassifier(graph, network, description, values, device));
  }

  private FrozenClassifier(
      GraphSession graph,
      Network network,
      ModelDescription description,
      FrozenValues values,
      Device device) {
    this.graph = graph;
    Ops tf = graph.ops();
    images = ImageInput.create(tf, "images", network.imageSize(), description.normalization());
    logits =
        Tower.int8(tf, FrozenParameters.of(tf, values), new Recu())
            .logits(network.architecture(), images.normalized());
    session = graph.open(device);
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    return (TFloat32) session.runner().feed(images.pixels(), pixels).fetch(logits).run().get(0);
  }

  @Override
  public StepStats trace(TUint8 pixels) {
    return FullTrace.run(session.runner().feed(images.pixels(), pixels).fetch(logits));
  }

  @Override
  public void close() {
    graph.close();
  }
}
